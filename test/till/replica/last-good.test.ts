import {join} from 'node:path';
import test from 'ava';
import {catalogueDocument} from '../../../couch/documents/catalogue.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import type {Replica} from '../../../till/replica/replica.ts';
import {milk} from '../domain/shop.ts';
import {copyFolder, removeWhole, scribble} from './damaged-folder.ts';
import {temporaryFolder} from './folder.ts';
import {endingAt} from './sudden-end.ts';

const cursor = {since: '1', source: 'couch'};
const product = catalogueDocument({kind: 'product', value: milk});
const id = product._id;
const revision = (generation: number) => `${generation}-${String(generation).repeat(32)}`;
const good = {...product, _rev: revision(1)};
const bad = {...product, _rev: revision(2), priceGrosze: 'drogo'};
const better = {...product, _rev: revision(3), priceGrosze: 399};
const open = (dataDir: string) => openReplica({dataDir, till: 'anna'});

/** What a till that starts uses of the good: the newest version, or the last good one. */
async function priceUsed({catalogue, lastGood}: Replica): Promise<unknown> {
	const [stored] = await catalogue.all();
	const isBad = stored !== undefined && typeof stored['priceGrosze'] !== 'number';
	return (isBad ? lastGood.of(id) : stored)?.['priceGrosze'];
}

async function folderWith(dataDir: string, ...documents: readonly (typeof good | typeof bad)[]): Promise<void> {
	const {catalogue, close} = await open(dataDir);
	for (const document of documents) await catalogue.apply([{document}], cursor);
	await close();
}

for (const {title, before, next, price} of [
	{title: 'a good version is there', before: [good], next: bad, price: 429},
	{title: 'the one after it is good again', before: [good, bad], next: better, price: 399},
]) {
	test.serial(`whichever step a kill comes before while a bad version is taken in, ${title}`, async t => {
		const folder = temporaryFolder(t);
		await folderWith(join(folder, 'before'), ...before);
		for (let step = 1, over = false; !over; step += 1) {
			const dataDir = copyFolder(join(folder, 'before'), join(folder, 'killed'));
			const {catalogue, close} = await open(dataDir);
			over = (await endingAt(step, () => catalogue.apply([{document: next}], cursor).then(() => true))) ?? false;
			await close();
			const replica = await open(dataDir);
			t.is(await priceUsed(replica), price, `killed before step ${step}`);
			await replica.catalogue.apply([{document: next}], cursor);
			await replica.catalogue.apply([{document: {...bad, _rev: revision(4)}}], cursor);
			t.is(await priceUsed(replica), price, `killed before step ${step}, and what came was bad again`);
			await replica.close();
		}
	});
}

test('what the server no longer has has no last good version either, also where the catalogue was lost meanwhile', async t => {
	const dataDir = temporaryFolder(t);
	await folderWith(dataDir, good, bad);
	removeWhole(dataDir, 'catalogue.sqlite');
	const replica = await open(dataDir);
	t.is(replica.lastGood.of(id)?.['priceGrosze'], 429, 'the bad one may come again');
	await replica.catalogue.keepOnly(new Set(), {after: '', through: 'product:'});
	t.not(replica.lastGood.of(id), undefined, 'it is not in the range');
	await replica.catalogue.keepOnly(new Set([id]), {after: 'product:'});
	t.not(replica.lastGood.of(id), undefined, 'the server has it');
	await replica.catalogue.keepOnly(new Set(), {after: 'product:'});
	t.is(replica.lastGood.of(id), undefined);
	await replica.close();
});

test('a catalogue that was lost and is read anew finds the last good version where the new one is still bad', async t => {
	const dataDir = temporaryFolder(t);
	await folderWith(dataDir, good, bad);
	removeWhole(dataDir, 'catalogue.sqlite');
	const replica = await open(dataDir);
	await replica.catalogue.apply([{document: bad}], cursor);
	t.is(await priceUsed(replica), 429);
	await replica.close();
});

test('with a damaged state the last good versions are lost, and nothing else is made of them', async t => {
	const dataDir = temporaryFolder(t);
	await folderWith(dataDir, good, bad);
	scribble(join(dataDir, 'state.sqlite'), {from: 4096, bytes: 8192});
	const replica = await openReplica({dataDir, till: 'anna', tell: () => undefined});
	t.is(replica.damages().length, 1);
	t.is(replica.lastGood.of(id), undefined);
	await replica.close();
});
