/** A place at a head office for one test. */
import {randomBytes} from 'node:crypto';
import type {ExecutionContext} from 'ava';
import {prefixOf, preparePlace} from '../../../couch/head-office/places.ts';
import {type Couch, connectCouch} from '../../../couch/server.ts';
import {removeUser} from '../test-server.ts';

export const now = new Date('2026-11-23T15:00:00+01:00');

export interface Place {
	readonly shop: string;
	/** The shop's databases there, as the administrator sees them. */
	readonly copies: Couch;
	/** The address that the shop is given. */
	readonly shopUrl: string;
}

export async function openPlace(
	t: ExecutionContext,
	url: string,
	wishes: {readonly since?: string} = {},
): Promise<Place> {
	const shop = `shop-${randomBytes(4).toString('hex')}`;
	const copies = connectCouch({url, prefix: prefixOf(shop)});
	t.teardown(async () => {
		for (const name of await copies.databases()) await copies.database(name).destroy();
		await removeUser(copies, shop);
	});
	const user = await preparePlace({url, shop, now, ...wishes});
	if (user === undefined) throw new Error(`there was a user ${shop}`);
	const address = new URL(url);
	address.username = user.user;
	address.password = user.password;
	return {shop, copies, shopUrl: address.href};
}
