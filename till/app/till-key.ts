/**
 * The till's signing key: Ed25519, made once, kept in the till's own folder and nowhere else.
 *
 * Its public half stands in the till's profile on the server, so that anybody can check who wrote an entry and only
 * the till can write one. A till whose key is lost makes another one and sells on; `key-damage.ts` sees to it that
 * somebody is told.
 */
import {createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify} from 'node:crypto';
import {closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync} from 'node:fs';
import {basename, dirname} from 'node:path';

export const tillKeyFile = 'till-key.pem';

export interface TillKey {
	/** SPKI in base64, as it stands in the till's profile. */
	readonly publicKey: string;
	/** What a file that held no key is called now; absent where there was none. */
	readonly setAside?: string;
	/** The signature of a digest's text, in base64. */
	sign(digest: string): string;
	/** Whether a digest was signed with this key. */
	hasSigned(digest: string, signature: string): boolean;
}

/** Reads the key, or makes it where there is none. */
export function openTillKey(file: string): TillKey {
	const stored = existsSync(file) ? keyIn(readFileSync(file, 'utf8')) : undefined;
	const setAside = stored === undefined && existsSync(file) ? moveAway(file) : undefined;
	const key = stored ?? makeKey(file);
	const publicKey = createPublicKey(key);
	return {
		publicKey: publicKey.export({type: 'spki', format: 'der'}).toString('base64'),
		...(setAside !== undefined && {setAside}),
		sign: digest => sign(null, textBytes(digest), key).toString('base64'),
		hasSigned: (digest, signature) =>
			verify(null, textBytes(digest), publicKey, Uint8Array.from(Buffer.from(signature, 'base64'))),
	};
}

function textBytes(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}

function keyIn(text: string): KeyObject | undefined {
	try {
		const key = createPrivateKey(text);
		return key.asymmetricKeyType === 'ed25519' ? key : undefined;
	} catch (_unreadable) {
		// Whatever the library has against it, it is no key.
		return undefined;
	}
}

/** Never deleted: somebody may know what it was. */
function moveAway(file: string): string {
	for (let number = 1; ; number += 1) {
		const name = file.replace(/(\.pem)?$/, `.damaged-${number}.pem`);
		if (existsSync(name)) continue;
		renameSync(file, name);
		return basename(name);
	}
}

/** On disk under its own name before it is used: a key that a power cut took would orphan what it signed. */
function makeKey(file: string): KeyObject {
	const {privateKey} = generateKeyPairSync('ed25519');
	mkdirSync(dirname(file), {recursive: true});
	const unfinished = `${file}.new`;
	const descriptor = openSync(unfinished, 'w', 0o600);
	writeSync(descriptor, String(privateKey.export({type: 'pkcs8', format: 'pem'})));
	fsyncSync(descriptor);
	closeSync(descriptor);
	renameSync(unfinished, file);
	return privateKey;
}
