/** What a training till is put together from. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {readCatalogueDocument} from '../../../couch/documents/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {readForeignCatalogue} from '../../../till/replica/foreign-catalogue.ts';
import {readOwnSettings} from '../../../till/till-config.ts';
import {createOwnWorkLink} from '../../../till/training/own-work-link.ts';
import {lendHand, liftAfterMs, putAfterMs, weightsGrams} from '../../../till/training/pan-hand.ts';
import {trainingCatalogue} from '../../../till/training/training-catalogue.ts';
import {milk, profile} from '../app/goods.ts';
import {createVirtualClock} from '../devices/virtual-clock.ts';
import {counterCatalogue} from '../kill/goods.ts';
import {temporaryFolder} from '../replica/folder.ts';
import {revised, shopTill} from './shop-till.ts';

const publicKey = `MCowBQYDK2VwAyEA${'B'.repeat(42)}A=`;
const wishes = {till: profile.id, publicKey, traineeHash: 'scrypt$1024$8$1$c2FsdA$aGFzaA'};
const documents = [...counterCatalogue, {kind: 'till' as const, value: profile}].map(revised);

test('of the settings nothing of the server is read', t => {
	const settings = {id: 'anna', version: '1', dataDir: '/d', port: 1, uiDir: '/u', pushSeconds: 5};
	const own = {id: 'anna', version: '1', dataDir: '/d', port: 1, uiDir: '/u'};
	t.deepEqual(readOwnSettings(settings), own, 'there need not be one');
	const server = {
		get url(): string {
			throw new Error('somebody asked for the server');
		},
	};
	t.deepEqual(readOwnSettings({...settings, server}), own);
});

test('of the tills only the one that trains is left, without an address', t => {
	const {documents: kept, vat} = trainingCatalogue(documents, wishes);
	const [till, ...others] = kept.filter(({_id: id}) => id.startsWith('till:'));
	t.deepEqual(others, []);
	const read = readCatalogueDocument(till ?? {});
	t.like(read, {ok: true, value: {value: {id: 'training', number: profile.number, publicKey}}});
	const elsewhere = (list: typeof kept) => list.filter(({_id: id}) => !/^till:|praktykant/.test(id));
	t.deepEqual(elsewhere(kept), elsewhere(documents), 'all else is the shop’s');
	t.notRegex(JSON.stringify(till), /127\.0\.0\.1|600\d|"tcp"/);
	t.truthy(vat.A);
});

test('somebody without a PIN sells as a trainee, whatever the shop calls its people', t => {
	const own = revised({
		kind: 'cashier',
		value: {id: 'praktykant', name: 'Zofia', pinHash: 'x', permissions: ['manage']},
	});
	const {documents: kept} = trainingCatalogue([...documents, own], wishes);
	const [person, ...others] = kept.filter(({_id: id}) => id === 'cashier:praktykant');
	t.deepEqual(others, []);
	t.like(readCatalogueDocument(person ?? {}), {
		ok: true,
		value: {value: {name: 'Praktykant', permissions: ['sell', 'void-line']}},
	});
});

test('a till without settings of its shop, or unknown to it, does not train', t => {
	const without = (id: string) => documents.filter(({_id}) => _id !== id);
	t.throws(() => trainingCatalogue(without(`till:${profile.id}`), wishes), {message: /no till:anna/});
	t.throws(() => trainingCatalogue(without('shop:settings'), wishes), {message: /no shop:settings/});
});

test('the link has nothing to send and nobody to ask', async t => {
	const link = createOwnWorkLink({since: '2026-11-23T08:00:00+01:00'});
	link.sendNow();
	link.retryRefused();
	t.like(link.status(), {state: 'waiting', waitingCount: 0, waitingReceiptCount: 0});
	t.false((await link.findReceipts({by: 'sale', saleId: 'ABCDEFGH'})).ok);
	await t.throwsAsync(link.resend({from: '2026-11-23', to: '2026-11-23'}));
	await link.stop();
});

test('what the till has only in its write-ahead log is read too', async t => {
	const {dataDir, replica} = await shopTill(t);
	await replica.catalogue.apply([{document: revised({kind: 'product', value: {...milk, priceGrosze: grosze(1)}})}], {
		since: '2',
		source: 'the office',
	});
	t.false(readFileSync(join(dataDir, 'catalogue.sqlite'), 'latin1').includes('"priceGrosze":1,'));
	const read = await readForeignCatalogue({dataDir, copyDir: join(temporaryFolder(t), 'copy')});
	t.is(read.find(({_id: id}) => id === `product:${milk.code}`)?.['priceGrosze'], 1);
	t.is(read.length, documents.length);
});

test('a log that began anew between the two copies is noticed, and both are copied again', async t => {
	const {dataDir, replica} = await shopTill(t);
	let copyCount = 0;
	const between = async () => {
		copyCount += 1;
		// The till ended and gave its log back: the copy of the file is older than what is there now.
		await replica.close();
	};
	const read = await readForeignCatalogue({dataDir, copyDir: join(temporaryFolder(t), 'copy'), between});
	t.is(copyCount, 2);
	t.deepEqual(read.map(({_id: id}) => id).sort(), documents.map(({_id: id}) => id).sort());
});

test('the hand puts goods on the pan when the till asks, and other goods the next time', async t => {
	const clock = createVirtualClock();
	const placed: number[] = [];
	let ask = () => {};
	let close = () => {};
	lendHand({
		scale: {place: grossGrams => void placed.push(grossGrams)},
		end: {
			onBytes: listener => {
				ask = () => listener(new Uint8Array());
			},
			onClosed: listener => {
				close = listener;
			},
		},
		clock,
	});
	t.deepEqual(placed, [], 'nobody weighs');
	ask();
	await clock.pass(putAfterMs);
	t.deepEqual(placed, [weightsGrams[0]]);
	ask();
	await clock.pass(liftAfterMs - 1);
	t.is(placed.length, 1, 'they lie there as long as the till asks');
	await clock.pass(1);
	t.is(placed.at(-1), 0);
	ask();
	await clock.pass(putAfterMs);
	t.is(placed.at(-1), weightsGrams[1]);
	ask();
	close();
	await clock.pass(liftAfterMs * 2);
	t.is(placed.length, 3, 'a cable that is gone moves no hand');
});
