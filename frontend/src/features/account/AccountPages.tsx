/** The pages under /account: ways in, and where mails and providers lead back to. */
import { Redirect, Route, Switch } from 'wouter';
import { useHouseState } from '@/components/useHouse';
import { Callback } from './Callback';
import { Confirm } from './Confirm';
import { Forgot } from './Forgot';
import { NewPassword } from './NewPassword';
import { SignIn } from './SignIn';
import { SignUp } from './SignUp';

/** Keys of mails hold colons, which some mail programs write as %3A and the router leaves as they are. */
function readKey(part: string): string {
  return part.replaceAll(/%3a/gi, ':');
}

export default function AccountPages() {
  const settled = useHouseState((state) => state.user !== null && !state.user.is_guest);
  const home = <Redirect to="/" replace />;
  return (
    <Switch>
      <Route path="/account/signin">{settled ? home : <SignIn />}</Route>
      <Route path="/account/signup">{settled ? home : <SignUp />}</Route>
      <Route path="/account/forgot">
        <Forgot />
      </Route>
      <Route path="/account/verify/:key">{({ key }) => <Confirm confirmationKey={readKey(key)} />}</Route>
      <Route path="/account/reset/:key">
        {({ key }) => <NewPassword givenKey={readKey(key)} email="" />}
      </Route>
      <Route path="/account/provider/callback">
        <Callback />
      </Route>
      <Route>{home}</Route>
    </Switch>
  );
}
