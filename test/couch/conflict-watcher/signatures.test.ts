/** Who signed an entry: the till, somebody else, or nobody. */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {type EntryLeaves, leafOf} from '../../../couch/conflict-watcher/leaf.ts';
import {Signatures} from '../../../couch/conflict-watcher/signatures.ts';
import {catalogueDocument} from '../../../couch/documents/catalogue.ts';
import type {StoredDocument} from '../../../couch/server.ts';
import {openTillKey} from '../../../till/app/till-key.ts';
import type {TillProfile} from '../../../till/domain/catalogue.ts';
import {revisionOf} from '../../../till/domain/chain.ts';
import {emptyChain, seal, type Unsealed} from '../../../till/domain/seal.ts';
import {sha256} from '../../../till/replica/sha256.ts';
import {alteredTo, Book, type EntryDocument, type SigningKey, signingKey} from '../book.ts';
import {tillName} from '../test-server.ts';
import {eventually, now, openShop, type Shop} from './shop.ts';

const [annas, thiefs] = [signingKey(), signingKey()];
const printers = {main: {protocol: 'posnet', address: {kind: 'tcp', host: '127.0.0.1', port: 6666}}} as const;

/** A catalogue of one till, and the watcher's look at its signatures. */
class Counter {
	readonly log: string[] = [];
	time = now;
	askedCount = 0;
	#profile: StoredDocument | undefined;
	readonly #signatures = new Signatures({
		catalogue: {
			getAll: async ids => {
				if (ids.length > 0) this.askedCount += 1;
				return new Map(this.#profile && ids.includes(this.#profile._id) ? [[this.#profile._id, this.#profile]] : []);
			},
		},
		now: () => this.time,
		log: line => this.log.push(line),
	});

	enrol(keys: Pick<TillProfile, 'publicKey' | 'formerKeys'>): void {
		const value = {id: 'anna', name: 'Anna', number: 1, printers, receiptsPushSeconds: 10, ...keys};
		this.#profile = {...catalogueDocument({kind: 'till', value}), _rev: '1-a'};
	}

	/** By entry number, what is wrong with the signatures. */
	async faults(...entries: readonly (EntryDocument | readonly EntryDocument[])[]): Promise<Record<number, string>> {
		const checked = await this.#signatures.check(entries.flat().length === 0 ? [] : entries.map(leavesOf));
		const faults = checked.flatMap(({live}) =>
			live.flatMap(leaf =>
				leaf.faults
					.filter(({field}) => field === '/signature')
					.map(({reason}) => [Number(leaf.content['entry']), reason] as const),
			),
		);
		return Object.fromEntries(faults);
	}
}

function leavesOf(contents: EntryDocument | readonly EntryDocument[]): EntryLeaves {
	const all = [contents].flat() as readonly EntryDocument[];
	return {id: all[0]?._id ?? '', live: all.map(leafOf), leafCount: all.length};
}

function receipts(count: number, book = new Book('anna')): readonly EntryDocument[] {
	return Array.from({length: count}, () => book.receipt());
}

function counter(keys: Pick<TillProfile, 'publicKey' | 'formerKeys'> = annas): Counter {
	const anna = new Counter();
	anna.enrol({publicKey: keys.publicKey, ...(keys.formerKeys ? {formerKeys: keys.formerKeys} : {})});
	return anna;
}

test('what the till signed is in order, alone and in a chain', async t => {
	const signed = receipts(5).map(annas.sign);
	t.deepEqual(await counter().faults(...signed), {});
	for (const one of signed) t.deepEqual(await counter().faults(one), {});
});

test('what a till seals with its own key, by its own rules, is in order', async t => {
	const folder = mkdtempSync(join(tmpdir(), 'ostoja-key-'));
	t.teardown(() => rmSync(folder, {recursive: true, force: true}));
	const key = openTillKey(join(folder, 'till-key.pem'));
	const {_rev, _id, schema, till, entry, previous, digest, signature, ...content} = new Book('anna').event();
	const sealer = {till: 'anna', sha256, sign: key.sign, suffix: () => '0123abcd'};
	const sealed = seal(content as unknown as Unsealed, emptyChain, sealer);
	const stored = {...sealed, _rev: revisionOf(sealed.digest)} as unknown as EntryDocument;
	t.deepEqual(await counter({publicKey: key.publicKey}).faults(stored), {});
	t.deepEqual(Object.keys(await counter(annas).faults(stored)), ['1']);
});

test('a signature by another key, a spoilt one, none, and what is none are at fault, each by its reason', async t => {
	const [one, two, three, four, five] = receipts(5) as [EntryDocument, EntryDocument, ...EntryDocument[]];
	const {signature: _, ...bare} = annas.sign(five as EntryDocument);
	const faults = await counter().faults(
		thiefs.sign(one),
		{...two, signature: annas.sign(one)['signature']},
		three as EntryDocument,
		{...(four as EntryDocument), signature: 'c2lnbmVk'},
		bare as EntryDocument,
	);
	t.is(faults[1], 'is not by the key of anna');
	t.is(faults[2], 'is not by the key of anna');
	t.is(faults[3], 'is missing');
	t.is(faults[4], 'is not 64 bytes in base64');
	t.truthy(faults[5]);
});

test('a content that does not fit its digest is not asked for its signature', async t => {
	const [receipt] = receipts(1).map(annas.sign);
	t.deepEqual(await counter().faults({...(receipt as EntryDocument), cashier: {id: '8', name: 'Basia'}}), {});
});

test('a checked signature vouches for the chain before it, and for nothing beside or behind it', async t => {
	const [one, two, three, four] = receipts(4) as [EntryDocument, EntryDocument, EntryDocument, EntryDocument];
	const vouched = [one, thiefs.sign(two), annas.sign(three)].map((entry, index) =>
		index === 0 ? annas.sign(entry) : entry,
	);
	t.deepEqual(await counter().faults(...vouched), {});
	t.deepEqual(Object.keys(await counter().faults(...vouched, thiefs.sign(four))), ['2', '4'], 'then all are looked at');
	t.deepEqual(Object.keys(await counter().faults(annas.sign(one), thiefs.sign(two), annas.sign(four))), ['2']);
	const clone = new Book('anna', 'copy').receipt();
	t.deepEqual(Object.keys(await counter().faults(thiefs.sign(clone), annas.sign(one), annas.sign(two))), ['1']);
});

test('of several contents each is asked for its own signature', async t => {
	const [one, two] = receipts(2) as [EntryDocument, EntryDocument];
	const impostor = alteredTo('higher', one);
	t.deepEqual(await counter().faults([annas.sign(impostor), annas.sign(one)], annas.sign(two)), {});
	t.deepEqual(Object.keys(await counter().faults([impostor, annas.sign(one)], annas.sign(two))), ['1']);
	t.deepEqual(Object.keys(await counter().faults([thiefs.sign(one), annas.sign(impostor)], annas.sign(two))), ['1']);
});

test('a key that was replaced is good for what it signed, and for nothing later', async t => {
	const second = signingKey();
	const keys = {publicKey: second.publicKey, formerKeys: [{publicKey: annas.publicKey, lastEntry: 3}]};
	const all = receipts(5);
	const signed = all.map((entry, index) => (index < 3 ? annas : second).sign(entry));
	t.deepEqual(await counter(keys).faults(...signed), {});
	t.deepEqual(await counter(keys).faults(...all.map(annas.sign)), {
		4: 'is by a key of anna that was good up to entry 3',
		5: 'is by a key of anna that was good up to entry 3',
	});
	t.deepEqual(await counter(keys).faults(...all.slice(0, 2).map(second.sign)), {
		1: 'is by the present key of anna, which was not in use yet',
		2: 'is by the present key of anna, which was not in use yet',
	});
});

test('a key that the office replaced a moment ago is no fault of the till’s', async t => {
	const second = signingKey();
	const anna = counter();
	const [one, two, three] = receipts(3) as [EntryDocument, EntryDocument, EntryDocument];
	t.deepEqual(await anna.faults(annas.sign(one)), {});
	anna.enrol({publicKey: second.publicKey, formerKeys: [{publicKey: annas.publicKey, lastEntry: 1}]});
	t.deepEqual(await anna.faults(second.sign(two)), {});
	t.deepEqual(Object.keys(await anna.faults(annas.sign(three))), ['3']);
});

test('a key that was taken back is not believed for longer than a minute', async t => {
	const second = signingKey();
	const anna = counter();
	const [one, two] = receipts(2) as [EntryDocument, EntryDocument];
	await anna.faults(annas.sign(one));
	const asked = anna.askedCount;
	await anna.faults(annas.sign(one));
	t.is(anna.askedCount, asked, 'the profile is not read for every batch');
	anna.enrol({publicKey: second.publicKey, formerKeys: [{publicKey: annas.publicKey, lastEntry: 1}]});
	anna.time = new Date(now.getTime() + 60_000);
	t.deepEqual(Object.keys(await anna.faults(annas.sign(two))), ['2']);
});

test('of a till without a key nothing is said but that, once', async t => {
	const anna = new Counter();
	const [one, two, three, four] = receipts(4) as [EntryDocument, EntryDocument, EntryDocument, EntryDocument];
	t.deepEqual(await anna.faults(one), {});
	anna.time = new Date(now.getTime() + 60_000);
	t.deepEqual(await anna.faults(thiefs.sign(two)), {});
	t.deepEqual(anna.log, ['ALARM anna: its signatures cannot be checked: the catalogue has no profile of it']);
	anna.enrol(annas);
	anna.time = new Date(now.getTime() + 120_000);
	t.deepEqual(Object.keys(await anna.faults(annas.sign(three), thiefs.sign(four))), ['4']);
	anna.enrol({publicKey: annas.publicKey.slice(0, -4)});
	anna.time = new Date(now.getTime() + 180_000);
	t.deepEqual(await anna.faults(thiefs.sign(four)), {});
	t.regex(anna.log[1] ?? '', /^ALARM anna: its signatures cannot be checked: its profile: publicKey is not an Ed25519/);
	t.is(anna.log.length, 2);
});

const signers = fc.constantFrom('anna', 'thief', 'nobody', 'lost');
testProp(
	'exactly what neither its own signature nor a later one of its run vouches for is at fault',
	[fc.array(signers, {minLength: 1, maxLength: 12}), fc.infiniteStream(fc.nat())],
	async (t, hands, order) => {
		const sign: Record<string, (entry: EntryDocument) => EntryDocument> = {anna: annas.sign, thief: thiefs.sign};
		const all = receipts(hands.length).map((entry, index) => (sign[hands[index] ?? ''] ?? (same => same))(entry));
		const wanted: number[] = [];
		let run: number[] = [];
		for (const [index, hand] of [...hands, 'lost'].entries()) {
			if (hand === 'nobody') wanted.push(index + 1);
			if (hand === 'anna' || hand === 'thief') run.push(index + 1);
			else {
				if (hands[(run.at(-1) ?? 0) - 1] === 'thief')
					wanted.push(...run.filter(number => hands[number - 1] === 'thief'));
				run = [];
			}
		}
		const sent = all.filter((_, index) => hands[index] !== 'lost').map(entry => [order.next().value, entry] as const);
		const shuffled = sent.sort(([left], [right]) => Number(left) - Number(right)).map(([, entry]) => entry);
		const found = Object.keys(await counter().faults(...shuffled)).map(Number);
		t.deepEqual(
			found,
			wanted.sort((left, right) => left - right),
		);
	},
	{numRuns: 60},
);

async function malformed(shop: Shop, id: string): Promise<readonly string[]> {
	const reports = await shop.reports(id);
	return reports.flatMap(report => (report.type === 'malformed' ? report.faults.map(({field}) => field) : ['?']));
}

test.serial('what its till did not sign is reported once, however many look and however often', async t => {
	const shop = await openShop(t);
	const [own, copy, strange] = [new Book(tillName()), new Book(tillName()), new Book(tillName())];
	for (const {till} of [own, copy]) await shop.enrol(till, {publicKey: annas.publicKey});
	const signed = [own.receipt(), own.receipt(), own.event()].map(annas.sign);
	const [stolen, unsigned] = [thiefs.sign(copy.receipt()), copy.receipt()];
	const unknown = strange.receipt();
	await shop.send([...signed, stolen, unsigned, unknown]);
	await Promise.all([shop.watch(), shop.watch()].map(async watching => (await watching).stop()));
	await shop.readAgain();
	await shop.watch();
	for (const {_id: id} of [...signed, unknown]) t.deepEqual(await shop.reports(id), []);
	for (const {_id: id} of [stolen, unsigned]) t.deepEqual(await malformed(shop, id), ['/signature']);
	t.is((await shop.head(copy.till))?.entry, 2, 'they are kept and counted');
	const live = annas.sign(own.receipt());
	const forged = thiefs.sign(own.receipt());
	await shop.send([live, forged]);
	await eventually(
		() => malformed(shop, forged._id),
		fields => fields.length > 0,
	);
	t.deepEqual(await shop.reports(live._id), []);
	const said = shop.log.filter(line => line.startsWith(`ALARM ${strange.till}: its signatures`));
	t.is(said.length, 3, 'once by each watcher');
});

test.serial('what was written under a former key stays in order when the month is read again', async t => {
	const shop = await openShop(t);
	const book = new Book(tillName());
	const second: SigningKey = signingKey();
	await shop.enrol(book.till, {publicKey: annas.publicKey});
	const before = [book.receipt(), book.receipt()].map(annas.sign);
	await shop.send(before);
	const watcher = await shop.watch();
	await shop.enrol(book.till, {
		publicKey: second.publicKey,
		formerKeys: [{publicKey: annas.publicKey, lastEntry: 2}],
	});
	const [after, late] = [second.sign(book.receipt()), annas.sign(book.receipt())];
	await shop.send([after]);
	await eventually(
		() => shop.seen(after._id),
		rev => rev !== undefined,
	);
	await shop.send([late]);
	await eventually(
		() => malformed(shop, late._id),
		fields => fields.length > 0,
	);
	await watcher.stop();
	await shop.readAgain();
	await shop.watch();
	for (const {_id: id} of [...before, after]) t.deepEqual(await shop.reports(id), []);
	t.deepEqual(await malformed(shop, late._id), ['/signature']);
});
