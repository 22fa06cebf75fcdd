/** The key that all tills of a benchmark sign with, in whatever process they are, and the profiles that say so. */
import {createPrivateKey, createPublicKey, sign, verify} from 'node:crypto';
import {catalogueDocument} from '../../couch/documents/catalogue.ts';
import {catalogueDatabase} from '../../couch/documents/databases.ts';
import {assert} from '../../till/domain/assert.ts';
import type {BenchShop} from './server.ts';

/** PKCS 8 of an Ed25519 key, up to the 32 bytes that are drawn; here they are no secret. */
const beforeSeed = '302e020100300506032b657004220420';
const key = createPrivateKey({
	key: Buffer.from(beforeSeed + 'be'.repeat(32), 'hex'),
	format: 'der',
	type: 'pkcs8',
});
const checkingKey = createPublicKey(key);
const publicKey = checkingKey.export({type: 'spki', format: 'der'}).toString('base64');
const address = {kind: 'tcp', host: '127.0.0.1', port: 6666} as const;

export function benchSign(digest: string): string {
	return sign(null, new TextEncoder().encode(digest), key).toString('base64');
}

export function hasBenchSigned(digest: string, signature: string): boolean {
	return verify(null, new TextEncoder().encode(digest), checkingKey, Uint8Array.from(Buffer.from(signature, 'base64')));
}

export async function enrolBenchTills(shop: BenchShop, ids: readonly string[]): Promise<void> {
	const profiles = ids.map((id, index) => {
		const printers = {main: {protocol: 'posnet', address}} as const;
		return catalogueDocument({
			kind: 'till',
			value: {id, name: id, number: index + 1, printers, receiptsPushSeconds: 0, publicKey},
		});
	});
	const [failure] = await shop.couch.database(catalogueDatabase).bulk(profiles);
	assert(failure === undefined, `the server takes every till: ${failure?.id} ${failure?.reason}`);
}
