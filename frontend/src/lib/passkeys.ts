/** The browser's passkeys: options of the server in, a credential as JSON out. The words about it are the page's. */
import { ApiError } from './api';

export type CreationJson = PublicKeyCredentialCreationOptionsJSON;
export type RequestJson = PublicKeyCredentialRequestOptionsJSON;
export type CredentialJson = Readonly<Record<string, unknown>>;

export function canUsePasskeys(): boolean {
  return typeof PublicKeyCredential !== 'undefined' && navigator.credentials !== undefined;
}

function toBytes(text: string): ArrayBuffer {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
}

function toText(bytes: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

type Described = readonly PublicKeyCredentialDescriptorJSON[] | undefined;

function describe(list: Described): PublicKeyCredentialDescriptor[] {
  return (list ?? []).map(({ id }) => ({ id: toBytes(id), type: 'public-key' }));
}

function readCreation(json: CreationJson): PublicKeyCredentialCreationOptions {
  if (PublicKeyCredential.parseCreationOptionsFromJSON !== undefined) {
    return PublicKeyCredential.parseCreationOptionsFromJSON(json);
  }
  const { extensions: _ours, ...plain } = json;
  return {
    ...plain,
    challenge: toBytes(json.challenge),
    user: { ...json.user, id: toBytes(json.user.id) },
    excludeCredentials: describe(json.excludeCredentials),
  } as PublicKeyCredentialCreationOptions;
}

function readRequest(json: RequestJson): PublicKeyCredentialRequestOptions {
  if (PublicKeyCredential.parseRequestOptionsFromJSON !== undefined) {
    return PublicKeyCredential.parseRequestOptionsFromJSON(json);
  }
  const { extensions: _ours, ...plain } = json;
  return {
    ...plain,
    challenge: toBytes(json.challenge),
    allowCredentials: describe(json.allowCredentials),
  } as PublicKeyCredentialRequestOptions;
}

/** Browsers without `toJSON`: every buffer as base64url. */
function writeCredential(credential: PublicKeyCredential): CredentialJson {
  if (typeof credential.toJSON === 'function') return { ...credential.toJSON() };
  const parts = [
    'clientDataJSON',
    'attestationObject',
    'authenticatorData',
    'signature',
    'userHandle',
  ] as const;
  const response = credential.response as unknown as Partial<
    Record<(typeof parts)[number], ArrayBuffer | null>
  >;
  const written = parts.flatMap((part) => {
    const bytes = response[part];
    return bytes instanceof ArrayBuffer ? [[part, toText(bytes)] as const] : [];
  });
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(written),
  };
}

async function orSay(asked: Promise<Credential | null>): Promise<CredentialJson> {
  try {
    const credential = await asked;
    if (credential instanceof PublicKeyCredential) return writeCredential(credential);
  } catch (reason) {
    if (!(reason instanceof DOMException)) throw reason;
    const known = reason.name === 'InvalidStateError';
    throw new ApiError(0, known ? 'passkey_known' : 'passkey_cancelled', '', null);
  }
  throw new ApiError(0, 'passkey_cancelled', '', null);
}

/** @throws ApiError `passkey_known`, `passkey_cancelled` */
export function createPasskey(options: CreationJson): Promise<CredentialJson> {
  return orSay(navigator.credentials.create({ publicKey: readCreation(options) }));
}

/** @throws ApiError `passkey_cancelled` */
export function askPasskey(options: RequestJson): Promise<CredentialJson> {
  return orSay(navigator.credentials.get({ publicKey: readRequest(options) }));
}
