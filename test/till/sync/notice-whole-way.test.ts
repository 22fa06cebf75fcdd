/** From what the watcher finds to what the cashier sees, and back: watcher, server, link and till as they are. */
import test from 'ava';
import {Till} from '../../../till/app/till.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {sha256} from '../../../till/replica/sha256.ts';
import {createLink} from '../../../till/sync/couch-link.ts';
import {alteredTo, Book} from '../../couch/book.ts';
import {openShop} from '../../couch/conflict-watcher/shop.ts';
import {tillName} from '../../couch/test-server.ts';
import {temporaryFolder} from '../replica/folder.ts';
import {clock, shortTimings, until} from './shop.ts';

test('a difference that the watcher finds is shown at the till, until a manager closes its report', async t => {
	const shop = await openShop(t);
	await shop.watch();
	const book = new Book(tillName());
	const {server} = shop;
	const replica = await openReplica({dataDir: temporaryFolder(t), till: book.till});
	const sentences: string[] = [];
	const link = createLink({
		replica,
		server: {url: server.url, prefix: server.prefix},
		till: book.till,
		clock,
		random: () => 0,
		pushSeconds: 0,
		log: sentence => sentences.push(sentence),
		timings: {...shortTimings, noticeIntervalMs: 100},
	});
	const till = new Till({
		id: book.till,
		version: '1.0.0',
		replica,
		link,
		connectDevices: () => {
			throw new Error('a till that the catalogue does not know has no devices');
		},
		clock,
		sealer: {till: book.till, sha256, sign: () => '', suffix: () => '23456722'},
		saleId: () => 'none',
		log: sentence => sentences.push(sentence),
	});
	t.teardown(async () => {
		await till.stop();
		await link.stop();
		await replica.close();
	});
	await till.start();
	const shown = () => till.snapshot().link.notice?.messages.map(({pl}) => pl);
	const receipt = book.receipt();
	await shop.send([receipt]);
	await shop.settled([receipt]);
	t.is(shown(), undefined);
	await shop.send([alteredTo('higher', receipt)]);
	await until('it is shown', () => shown()?.[0] === 'Wpisy wysłane ponownie z inną treścią (1).');
	t.is(shown()?.length, 1);
	for (const {_id: report} of await shop.differences(receipt._id)) await shop.close(report);
	await until('it is shown no more', () => shown() === undefined);
	t.is(link.status().problem, undefined, sentences.join());
});
