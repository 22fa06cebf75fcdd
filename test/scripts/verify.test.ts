/** A month of a till's book checked by hand, from the files of a till that is off or beside one that runs. */
import {readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {catalogueDocument} from '../../couch/documents/catalogue.ts';
import {runVerify} from '../../scripts/verify/run.ts';
import {openTillKey, type TillKey} from '../../till/app/till-key.ts';
import type {TillProfile} from '../../till/domain/catalogue.ts';
import {emptyChain, headAfter, monthSeal, seal, type Unsealed} from '../../till/domain/seal.ts';
import {openReplica} from '../../till/replica/open-replica.ts';
import {sha256} from '../../till/replica/sha256.ts';
import {temporaryFolder} from '../till/replica/folder.ts';
import {firstLine, linesOf, start} from '../till/replica/programs/start.ts';

const printers = {main: {protocol: 'posnet', address: {kind: 'tcp', host: '127.0.0.1', port: 6666}}} as const;

interface Wishes {
	/** Which of the keys an entry is signed with; the profile has the till's own. */
	readonly signer?: (entry: number, keys: {readonly own: TillKey; readonly thief: TillKey}) => TillKey;
	readonly isEnrolled?: boolean;
}

/** A till that wrote three events in October and their seal, and two in November, and is off. */
async function tillThatWrote(t: ExecutionContext, {signer = (_, {own}) => own, isEnrolled = true}: Wishes = {}) {
	const dataDir = temporaryFolder(t);
	const keys = {own: openTillKey(join(dataDir, 'own.pem')), thief: openTillKey(join(dataDir, 'thief.pem'))};
	const {book, catalogue, close} = await openReplica({dataDir, till: 'anna', tell: () => undefined});
	let head = emptyChain;
	const write = async (content: Unsealed) => {
		const entry = seal(content, head, {
			till: 'anna',
			sha256,
			sign: digest => signer(head.entry + 1, keys).sign(digest),
			suffix: () => '00000000',
		});
		await book.append(entry);
		head = headAfter(entry);
	};
	const writeEvents = async (month: string, count: number) => {
		const date = {month, businessDay: `${month}-23`, writtenAt: `${month}-23T10:00:00+01:00`};
		for (let number = 0; number < count; number += 1)
			await write({type: 'event', ...date, event: 'logged-in', cashier: {id: 'k1', name: 'Zofia'}});
		return date;
	};
	const october = await writeEvents('2026-10', 3);
	await write(monthSeal(head, {firstEntry: 1, ...october}));
	await writeEvents('2026-11', 2);
	const {publicKey} = keys.own;
	const value: TillProfile = {id: 'anna', name: 'Anna', number: 1, printers, receiptsPushSeconds: 10, publicKey};
	const document = {...catalogueDocument({kind: 'till', value}), _rev: `1-${'a'.repeat(32)}`};
	if (isEnrolled) await catalogue.apply([{document}], {since: '1', source: 'couch', asOf: '2026-11-23T12:00:00Z'});
	await close();
	const server = {url: 'http://127.0.0.1:1', user: 'anna', password: 'x'};
	const config = {id: 'anna', version: '1', dataDir, port: 0, uiDir: dataDir, server, pushSeconds: 600};
	writeFileSync(join(dataDir, 'till.json'), JSON.stringify(config));
	return {dataDir, headDigest: head.digest};
}

async function verified(dataDir: string, month: string, json = false) {
	const said: string[] = [];
	const code = await runVerify({dataDir, month, json, output: {write: text => said.push(text)}});
	return {code, text: said.join('')};
}

test('a month that is as the till wrote it is whole, sealed or not', async t => {
	const {dataDir, headDigest} = await tillThatWrote(t);
	const october = await verified(dataDir, '2026-10');
	t.is(october.code, 0, october.text);
	t.regex(october.text, /2026-10: wpisów 4 \(1–4\), sprawdzonych podpisów 1, miesiąc zamknięty/);
	t.regex(october.text, /Łańcuch jest cały\. · The chain is whole\./);
	const november = await verified(dataDir, '2026-11', true);
	t.deepEqual(
		[november.code, JSON.parse(november.text)],
		[
			0,
			{
				ok: true,
				month: '2026-11',
				count: 2,
				first: 5,
				last: {entry: 6, digest: headDigest},
				isSealed: false,
				reckonedCount: 1,
				faults: [],
			},
		],
	);
});

test('a month that somebody else signed is broken, and the entries are named', async t => {
	const {dataDir} = await tillThatWrote(t, {signer: (entry, {own, thief}) => (entry >= 5 ? thief : own)});
	t.is((await verified(dataDir, '2026-10')).code, 0);
	const november = await verified(dataDir, '2026-11');
	t.is(november.code, 1);
	t.regex(november.text, /Podpis wpisu 5: nie jest podpisem tej kasy/);
	t.regex(november.text, /The chain is broken/);
});

test('without the till’s profile no signature can be checked, and the month does not pass', async t => {
	const {dataDir} = await tillThatWrote(t, {isEnrolled: false});
	const {code, text} = await verified(dataDir, '2026-11', true);
	t.is(code, 1);
	t.like(JSON.parse(text), {ok: false, faults: [{kind: 'signature', entry: 5, reason: 'no-key'}, {entry: 6}]});
});

test('a month without entries, a word that is no month and a folder that is no till’s are told apart', async t => {
	const {dataDir} = await tillThatWrote(t);
	t.like(await verified(dataDir, '2026-12'), {code: 1});
	t.like(await verified(dataDir, 'grudzień'), {code: 2});
	t.like(await verified(temporaryFolder(t), '2026-11'), {code: 2});
});

test('a till that runs is checked beside it, and an entry that is just being written is never a fault', async t => {
	const {dataDir} = await tillThatWrote(t);
	const till = start('signing-seller', dataDir);
	t.teardown(() => till.kill('SIGKILL'));
	const stored = linesOf(till)[Symbol.asyncIterator]();
	for (let round = 0, seen = 6; round < 5; round += 1) {
		// It goes on writing after each look at its files.
		let last = 0;
		while (last <= seen) last = Number((await stored.next()).value);
		const {code, text} = await verified(dataDir, '2026-11', true);
		const report = JSON.parse(text);
		t.is(code, 0, text);
		t.like(report, {ok: true, running: true, first: 5, isSealed: false, faults: []});
		t.true(report.last.entry >= last, 'what is stored is checked');
		t.is(report.count, report.last.entry - 4);
		seen = report.last.entry;
	}
	const october = await verified(dataDir, '2026-10');
	t.is(october.code, 0, october.text);
	t.regex(october.text, /Kasa działa: sprawdzono to, co zapisała do tej chwili\./);
	t.like(await verified(dataDir, '2026-12'), {code: 1});
	const files = readdirSync(dataDir);
	t.false(files.includes('receipts-2026-12.sqlite'), 'no file is made');
});

test('beside a till that runs, too, a signature that cannot be checked does not pass', async t => {
	const {dataDir} = await tillThatWrote(t, {isEnrolled: false});
	const till = start('signing-seller', dataDir);
	t.teardown(() => till.kill('SIGKILL'));
	await firstLine(till);
	till.stdout.resume();
	const {code, text} = await verified(dataDir, '2026-11', true);
	t.is(code, 1);
	t.like(JSON.parse(text), {ok: false, running: true, faults: {0: {kind: 'signature', entry: 5, reason: 'no-key'}}});
});
