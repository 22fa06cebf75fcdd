/**
 * The till's signing key: Ed25519, made once, kept in the till's own folder and nowhere else.
 *
 * Its public half stands in the till's profile on the server, so that anybody can check who wrote an entry and only
 * the till can write one.
 */
import {createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign} from 'node:crypto';
import {closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync} from 'node:fs';
import {dirname} from 'node:path';

export interface TillKey {
	/** SPKI in base64, as it stands in the till's profile. */
	readonly publicKey: string;
	/** The signature of a digest's text, in base64. */
	sign(digest: string): string;
}

/** Reads the key, or makes it where there is none yet. */
export function openTillKey(file: string): TillKey {
	const key = existsSync(file) ? createPrivateKey(readFileSync(file, 'utf8')) : makeKey(file);
	const publicKey = createPublicKey(key).export({type: 'spki', format: 'der'}).toString('base64');
	return {publicKey, sign: digest => sign(null, new TextEncoder().encode(digest), key).toString('base64')};
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
