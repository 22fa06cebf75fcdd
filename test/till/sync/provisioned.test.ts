import {randomBytes} from 'node:crypto';
import test from 'ava';
import {readTillsDocument} from '../../../couch/documents/tills.ts';
import {provision} from '../../../couch/provision.ts';
import {connectCouch} from '../../../couch/server.ts';
import {createUser} from '../../../couch/users.ts';
import {isLive, month, openShop, openTill, until} from './shop.ts';

test("a till with no more than a till's rights loads the catalogue, sends its entries, and says how it is", async t => {
	const shop = await openShop(t);
	const server = connectCouch({url: shop.url, prefix: shop.prefix});
	await provision({server, now: new Date('2026-11-23T10:00:00Z'), users: false});
	const name = `anna-${randomBytes(3).toString('hex')}`;
	const user = await createUser({server, name, role: 'till'});
	if (!user.ok) return t.fail(user.fault.code);
	await shop.put('catalogue', {_id: 'group:dairy', type: 'group', schema: 1, code: 'dairy', name: 'Nabiał', ...group});

	const till = await openTill(t, shop, {till: name, password: user.value.password});
	await until('the till is live', () => isLive(till));
	t.is((await till.replica.catalogue.all())[0]?._id, 'group:dairy');

	const [good = ''] = await till.sell();
	// A return has an id of its own, and no content the server knows yet.
	const [unknown = ''] = await till.sell(1, {type: 'return'});
	await until('both were looked at', () => till.link.status().waitingCount === 0);
	t.truthy(await shop.get(`receipts-${month}`, good));
	t.is(await shop.get(`receipts-${month}`, unknown), undefined);
	t.regex(till.link.status().refused[0]?.reason ?? '', /^forbidden: /);

	const refusedCopy = async () => {
		const {body} = await shop.ask('GET', `${shop.database('tills')}/_all_docs?include_docs=true`);
		const {rows} = body as {readonly rows: readonly {readonly doc: Readonly<Record<string, unknown>>}[]};
		return rows.map(({doc}) => readTillsDocument(doc)).find(read => read.ok && read.value.type === 'refused');
	};
	await until('the copy is there', refusedCopy);
	t.like(await refusedCopy(), {ok: true, value: {till: name, entry: unknown}});
	await until('its status says so', async () => (await shop.get('tills', `status:${name}`))?.['refusedCount'] === 1);
	await until('nothing is wrong', () => till.link.status().problem === undefined);
	await shop.ask('DELETE', `/_users/org.couchdb.user:${name}?rev=${await userRev(name)}`);

	async function userRev(userName: string): Promise<string> {
		const answer = await shop.ask('GET', `/_users/org.couchdb.user:${userName}`);
		return String((answer.body as {readonly _rev: string})._rev);
	}
});

const group = {route: 'main', colour: 'dairy', order: 1};
