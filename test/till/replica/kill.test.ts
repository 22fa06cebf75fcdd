import {once} from 'node:events';
import test from 'ava';
import {noDigest} from '../../../till/domain/chain.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {temporaryFolder} from './folder.ts';
import {linesOf, start} from './programs/start.ts';

const rounds = [3, 40, 150, 11];

test('a till killed at any moment has every entry and every journal record it acknowledged', async t => {
	const dataDir = temporaryFolder(t);
	let previous = {entry: 0, digest: noDigest};
	for (const linesBeforeKill of rounds) {
		const writer = start('endless-seller', dataDir);
		const lines: string[] = [];
		for await (const line of linesOf(writer)) {
			lines.push(line);
			if (lines.length === linesBeforeKill) writer.kill('SIGKILL');
		}
		if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');
		t.is(writer.signalCode, 'SIGKILL');

		const {book, journal, close} = await openReplica({dataDir, till: 'anna'});
		const head = book.head();
		const entries = await book.from(1, Number.POSITIVE_INFINITY);
		const ids = new Set(entries.map(({_id}) => _id));
		for (const line of lines) {
			const [word, value = ''] = line.split(' ');
			if (word === 'entry') t.true(ids.has(value), `${value} was acknowledged`);
		}
		t.is(entries.length, head.entry);
		t.is(book.counts().waiting, head.entry);
		t.true(head.entry >= previous.entry);
		const intent = lines.findLast(line => line.startsWith('intent'))?.split(' ')[1] ?? '';
		const unfinished = journal.unfinished();
		t.true(
			unfinished.some(({saleId}) => saleId === intent) || head.entry >= Number(intent),
			`intent ${intent} is there`,
		);
		// The sale in hand is the last one acknowledged or the one after it; nothing older is left.
		for (const {saleId} of unfinished) t.true(Number(saleId) >= Number(intent));
		for (const {saleId} of unfinished) journal.done(saleId);
		previous = head;
		await close();
	}
});
