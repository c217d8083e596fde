/** The pages under /account: ways in, and where mails and providers lead back to. */
import { Redirect, Route, Switch } from 'wouter';
import { useHouseState } from '@/components/useHouse';
import { Callback } from './Callback';
import { Confirm } from './Confirm';
import { Forgot } from './Forgot';
import { NewPassword } from './NewPassword';
import { SignIn } from './SignIn';
import { SignUp } from './SignUp';

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
      <Route path="/account/verify/:key">{({ key }) => <Confirm confirmationKey={key} />}</Route>
      <Route path="/account/reset/:key">{({ key }) => <NewPassword givenKey={key} email="" />}</Route>
      <Route path="/account/provider/callback">
        <Callback />
      </Route>
      <Route>{home}</Route>
    </Switch>
  );
}
