/**
 * A certificate that a shop makes for itself: an elliptic key, valid for this machine, to be trusted as its own
 * authority. Made anew for each test; X.509 in DER, as RFC 5280 describes it.
 */
import {generateKeyPairSync, randomBytes, sign} from 'node:crypto';

export interface SelfMade {
	readonly key: string;
	readonly certificate: string;
}

export function makeCertificate(nowMs: number): SelfMade {
	const {privateKey, publicKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'});
	const name = sequence(set(sequence(commonName, utf8('Sklep Anny'))));
	const body = sequence(
		element(0xa0, integer([2])), // the third version, which has extensions
		integer([0x01, ...randomBytes(8)]),
		ecdsaWithSha256,
		name,
		sequence(utcTime(nowMs - dayMs), utcTime(nowMs + dayMs)),
		name,
		new Uint8Array(publicKey.export({type: 'spki', format: 'der'})),
		element(
			0xa3,
			sequence(
				sequence(subjectAltName, octets(sequence(element(0x87, [127, 0, 0, 1])))),
				sequence(basicConstraints, element(0x01, [0xff]), octets(sequence(element(0x01, [0xff])))),
			),
		),
	);
	const signature = new Uint8Array(sign('sha256', body, privateKey));
	const certificate = sequence(body, ecdsaWithSha256, element(0x03, [0, ...signature]));
	return {
		key: String(privateKey.export({type: 'pkcs8', format: 'pem'})),
		certificate: [
			'-----BEGIN CERTIFICATE-----',
			...(Buffer.from(certificate)
				.toString('base64')
				.match(/.{1,64}/g) ?? []),
			'-----END CERTIFICATE-----',
			'',
		].join('\n'),
	};
}

const dayMs = 86_400_000;

/** One element: its tag, its length, its content. */
function element(tag: number, ...contents: readonly (Uint8Array | readonly number[])[]): Uint8Array {
	const content = contents.flatMap(part => [...part]);
	const {length} = content;
	const prefix = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Uint8Array.from([tag, ...prefix, ...content]);
}

function sequence(...parts: readonly Uint8Array[]): Uint8Array {
	return element(0x30, ...parts);
}

function set(...parts: readonly Uint8Array[]): Uint8Array {
	return element(0x31, ...parts);
}

function integer(bytes: readonly number[]): Uint8Array {
	return element(0x02, bytes);
}

function octets(content: Uint8Array): Uint8Array {
	return element(0x04, content);
}

function utf8(text: string): Uint8Array {
	return element(0x0c, new TextEncoder().encode(text));
}

/** `YYMMDDhhmmssZ`. */
function utcTime(atMs: number): Uint8Array {
	const digits = new Date(atMs).toISOString().replace(/\D/g, '').slice(2, 14);
	return element(0x17, new TextEncoder().encode(`${digits}Z`));
}

// Object identifiers, as they are encoded.
const commonName = element(0x06, [0x55, 0x04, 0x03]);
const subjectAltName = element(0x06, [0x55, 0x1d, 0x11]);
const basicConstraints = element(0x06, [0x55, 0x1d, 0x13]);
const ecdsaWithSha256 = sequence(element(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
