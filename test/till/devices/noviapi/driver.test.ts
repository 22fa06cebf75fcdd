import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import type {PrinterStatus} from '../../../../till/devices/fiscal-printer.ts';
import type {HttpReply} from '../../../../till/devices/noviapi/http-door.ts';
import type {PrinterEvidence} from '../../../../till/domain/evidence.ts';
import type {Slip} from '../../../../till/domain/slip.ts';
import {decide} from '../../../../till/domain/verdict.ts';
import {bookOf, lastSlip} from '../conformance/fiscal-printer.ts';
import {milkAndBottles, piecesLine, slipOf} from '../slips.ts';
import {type MemoryBench, memoryBench, nameOf} from './bench.ts';

const noWaiting = {onWaiting: () => {}};
const wine = slipOf({saleId: 'W4RS2AWA', lines: [piecesLine('Wino czerwone 0,75l', 'A', 1, 2999)]});

async function opened(bench: MemoryBench, slip: Slip = milkAndBottles): Promise<string> {
	const opening = await bench.run(bench.printer.open(slip));
	if (opening.outcome !== 'confirmed') throw new Error(JSON.stringify(opening));
	return opening.value.requestId ?? '';
}

const closed = (bench: MemoryBench, slip: Slip = milkAndBottles) => bench.run(bench.printer.close(slip, noWaiting));

async function evidenceOf(bench: MemoryBench, requestId?: string, printer = bench.printer): Promise<PrinterEvidence> {
	const outcome = await bench.run(printer.evidence(requestId === undefined ? {} : {requestId}));
	if (outcome.outcome !== 'confirmed') throw new Error(JSON.stringify(outcome));
	return outcome.value;
}

const confirmingIn = ({sent}: MemoryBench) => sent.find(request => nameOf(request) === 'PUT receipt');

const answered = (status: number, json: unknown): HttpReply => ({
	kind: 'answered',
	status,
	body: JSON.stringify(json),
});

test('the number of a slip is known before anything can be printed', async t => {
	const bench = await memoryBench();
	const requestId = await opened(bench);
	t.regex(requestId, /^[0-9a-f]{32}$/);
	t.false(bench.names().some(name => name.startsWith('PUT')));
	t.is(bench.simulator.requestStates()[requestId], 'STORED');
	t.is(bookOf(bench).receiptCount, 0);
});

test('a closing is confirmed once, whatever the silence; after it nothing is sent but questions', async t => {
	for (const kind of ['lose-command', 'lose-answer-of', 'bad-crc'] as const) {
		const bench = await memoryBench();
		await opened(bench);
		bench.simulator.setFault({kind, command: 'PUT receipt'});
		await closed(bench);
		const afterwards = bench.names().slice(bench.names().indexOf('PUT receipt') + 1);
		t.true(afterwards.length > 0);
		t.deepEqual([...new Set(afterwards)], ['GET receipt'], kind);
	}
});

test('a printer that stumbles over a confirming may have taken it, and is asked', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.simulator.setFault({kind: 'lose-command', command: 'GET receipt'});
	bench.answerInstead('PUT receipt', answered(500, {exception: {code: 13, description: 'Internal server error'}}));
	const closing = bench.printer.close(milkAndBottles, noWaiting);
	bench.clock.after(2000, () => {
		const confirming = confirmingIn(bench);
		if (confirming) void bench.simulator.handle(confirming);
	});
	t.deepEqual(await bench.run(closing), {outcome: 'confirmed', value: {fiscalNumber: 1}});
});

test('a confirming that arrives after the printer was asked is found out when the slip is to be taken back', async t => {
	const bench = await memoryBench();
	const before = await evidenceOf(bench);
	const requestId = await opened(bench);
	bench.simulator.setFault({kind: 'lose-command', command: 'PUT receipt'});
	t.is((await closed(bench)).outcome, 'unknown');
	const stored = await evidenceOf(bench, requestId);
	t.is(stored.transaction, 'open', 'so that it is cancelled before anything is printed anew');
	t.is(decide({slip: milkAndBottles, before, requestId}, stored).kind, 'not-printed');
	const late = confirmingIn(bench);
	if (late) await bench.run(bench.simulator.handle(late));
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	const verdict = decide({slip: milkAndBottles, before, requestId}, await evidenceOf(bench, requestId));
	t.deepEqual(verdict, {kind: 'printed', fiscalNumber: 1, footerPending: false});
});

test('a slip that was taken back is not printed, and a late confirming finds nothing', async t => {
	const bench = await memoryBench();
	const before = await evidenceOf(bench);
	const requestId = await opened(bench);
	bench.simulator.setFault({kind: 'lose-command', command: 'PUT receipt'});
	await closed(bench);
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	const late = confirmingIn(bench);
	if (late) t.is((await bench.run(bench.simulator.handle(late)))?.status, 404);
	const now = await evidenceOf(bench, requestId);
	t.is(now.request?.state, 'forgotten');
	t.is(decide({slip: milkAndBottles, before, requestId}, now).kind, 'not-printed');
});

test('a silence before the confirming is a refusal: the slip may be opened again, and is printed once', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'lose-answer-of', command: 'POST receipt'});
	const opening = await bench.run(bench.printer.open(milkAndBottles));
	t.is(opening.outcome === 'refused' ? opening.fault.code : opening.outcome, 'not-connected');
	await opened(bench);
	t.is((await closed(bench)).outcome, 'confirmed');
	t.is(bookOf(bench).receiptCount, 1);
	t.deepEqual(Object.values(bench.simulator.requestStates()).filter(state => state === 'STORED').length, 1);
});

test('what a lost answer left in the queue does not keep the day from being reported', async t => {
	for (const queueIsShared of [false, true]) {
		const bench = await memoryBench({queueIsShared});
		bench.simulator.setFault({kind: 'lose-answer-of', command: 'POST receipt'});
		await bench.run(bench.printer.open(wine));
		await opened(bench);
		await closed(bench);
		const report = await bench.run(bench.printer.dailyReport('2026-11-23'));
		t.is(bench.names().includes('DELETE queue'), !queueIsShared);
		if (queueIsShared) t.is(report.outcome === 'refused' ? report.fault.code : report.outcome, 'busy');
		else t.deepEqual(report, {outcome: 'confirmed', value: {reportNumber: 1}});
	}
});

test('a second program at work at the same port refuses the closing, and no token is taken for another try', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.simulator.setFault({kind: 'refuse', command: 'PUT receipt', code: 6});
	const closing = await closed(bench);
	t.is(closing.outcome === 'refused' ? closing.fault.code : closing.outcome, 'busy');
	t.is(bench.names().filter(name => name === 'PUT receipt').length, 1);
	t.is(bench.names().at(-1), 'PUT receipt');
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	await opened(bench);
	t.is((await closed(bench)).outcome, 'confirmed');
	t.is(bookOf(bench).receiptCount, 1);
});

test('a closing that was never sent may be sent', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.cable.cut();
	const closing = await closed(bench);
	t.is(closing.outcome === 'refused' ? closing.fault.code : closing.outcome, 'not-connected');
	bench.cable.restore();
	t.is((await closed(bench)).outcome, 'confirmed');
	t.is(bookOf(bench).receiptCount, 1);
});

test('a closing that fell silent is not sent again, also where it is asked for', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.simulator.setFault({kind: 'lose-command', command: 'PUT receipt'});
	t.is((await closed(bench)).outcome, 'unknown');
	const again = await closed(bench);
	t.is(again.outcome === 'refused' ? again.fault.code : again.outcome, 'no-transaction');
	t.is(bench.names().filter(name => name === 'PUT receipt').length, 1);
});

test('a receipt that the printer does not accept is refused with its reason', async t => {
	const bench = await memoryBench();
	const cheap = slipOf({saleId: 'S2', lines: [piecesLine('Sok', 'C', 1, 500)]});
	const dear = slipOf({saleId: 'S3', lines: [piecesLine('Sok', 'A', 1, 500)]});
	for (const slip of [dear, cheap]) {
		await opened(bench, slip);
		await closed(bench, slip);
	}
	await opened(bench, dear);
	const closing = await closed(bench, dear);
	t.is(closing.outcome === 'refused' ? closing.fault.code : closing.outcome, 'vat-letter');
	t.is((await bench.run(bench.printer.cancel())).outcome, 'confirmed');
	t.is(bookOf(bench).receiptCount, 2);
});

test('while a slip waits for paper, nothing is confirmed beside it', async t => {
	const bench = await memoryBench();
	const before = await evidenceOf(bench);
	const requestId = await opened(bench);
	bench.simulator.setFault({kind: 'paper-out'});
	bench.simulator.setFault({kind: 'lose-answer-of', command: 'PUT receipt'});
	const heard: PrinterStatus['condition'][] = [];
	const closing = bench.printer.close(milkAndBottles, {
		onWaiting({condition}) {
			heard.push(condition);
			if (heard.length === 3) bench.cable.cut();
		},
	});
	t.is((await bench.run(closing)).outcome, 'unknown');
	bench.cable.restore();
	const confirmings = () => bench.names().filter(name => name.startsWith('PUT')).length;
	const sofar = confirmings();
	const waiting = await evidenceOf(bench, requestId);
	t.is(decide({slip: milkAndBottles, before, requestId}, waiting).kind, 'waiting');
	t.is((await bench.run(bench.printer.status())).condition, 'paper-out');
	const vat = await bench.run(bench.printer.vatTable());
	t.is(vat.outcome === 'refused' ? vat.fault.code : vat.outcome, 'busy');
	t.is(confirmings(), sofar);
	bench.simulator.clearFault('paper-out');
	const verdict = decide({slip: milkAndBottles, before, requestId}, await evidenceOf(bench, requestId));
	t.deepEqual(verdict, {kind: 'printed', fiscalNumber: 1, footerPending: false});
	t.is((await bench.run(bench.printer.vatTable())).outcome, 'confirmed');
});

test('a till that was started anew finds its slip by the number: waiting, stored or done', async t => {
	const bench = await memoryBench();
	const before = await evidenceOf(bench);
	const requestId = await opened(bench);
	const known = {slip: milkAndBottles, before, requestId};
	const second = bench.startAnew();
	t.is(decide(known, await evidenceOf(bench, requestId, second)).kind, 'not-printed');
	bench.simulator.setFault({kind: 'paper-out'});
	const closing = bench.printer.close(milkAndBottles, noWaiting);
	await bench.clock.pass(3000);
	const third = bench.startAnew();
	const asked = await bench.run(third.evidence({requestId}));
	t.is(asked.outcome === 'refused' ? asked.fault.code : asked.outcome, 'busy', 'nothing is known of the rest yet');
	t.is((await bench.run(third.cancel())).outcome, 'refused', 'it is being printed');
	bench.simulator.clearFault('paper-out');
	t.is(decide(known, await evidenceOf(bench, requestId, third)).kind, 'printed');
	await bench.run(closing);
	t.is(bookOf(bench).receiptCount, 1);
});

test('a slip that was stored before the till was switched off is taken back by the till that came after', async t => {
	const bench = await memoryBench();
	const requestId = await opened(bench);
	const second = bench.startAnew();
	t.is((await evidenceOf(bench, requestId, second)).transaction, 'open');
	t.is((await bench.run(second.cancel())).outcome, 'confirmed');
	t.is(bench.simulator.requestStates()[requestId], undefined);
	t.is((await evidenceOf(bench, requestId, second)).transaction, 'none');
});

test('the power goes while a slip waits for paper: it is given up or printed later, and the request tells which', async t => {
	for (const receiptAfterPowerCut of ['cancelled', 'kept'] as const) {
		const bench = await memoryBench({receiptAfterPowerCut});
		const before = await evidenceOf(bench);
		const requestId = await opened(bench);
		bench.simulator.setFault({kind: 'cover-open'});
		const closing = bench.printer.close(milkAndBottles, {onWaiting: () => bench.simulator.powerOff()});
		t.is((await bench.run(closing)).outcome, 'unknown');
		bench.simulator.clearFault('cover-open');
		await bench.recover();
		const verdict = decide({slip: milkAndBottles, before, requestId}, await evidenceOf(bench, requestId));
		t.is(verdict.kind, receiptAfterPowerCut === 'kept' ? 'printed' : 'not-printed');
		t.is(bookOf(bench).receiptCount, receiptAfterPowerCut === 'kept' ? 1 : 0);
	}
});

test('a slip that is done and does not tell its number has that of the last document', async t => {
	const bench = await memoryBench();
	await opened(bench);
	bench.answerInstead('GET receipt', answered(200, {device: {status: 'OK'}, request: {status: 'DONE'}}));
	t.deepEqual(await closed(bench), {outcome: 'confirmed', value: {fiscalNumber: 1}});
});

test('a printer that does not know what became of a request leaves it to a person', async t => {
	const bench = await memoryBench();
	const before = await evidenceOf(bench);
	const requestId = await opened(bench);
	bench.answerInstead('GET receipt', answered(200, {request: {status: 'UNKNOWN'}}));
	const now = await evidenceOf(bench, requestId);
	t.is(now.request, undefined);
	t.is(decide({slip: milkAndBottles, before, requestId}, now).kind, 'unclear');
});

test('a number that is none gets into no path', async t => {
	const bench = await memoryBench();
	for (const requestId of ['../queue', '', `${'a'.repeat(31)}/`, `${'a'.repeat(32)}?timeout=1`]) {
		t.is((await evidenceOf(bench, requestId)).request?.state, 'forgotten');
	}
	t.false(bench.sent.some(({path}) => path.includes('receipt')));
});

test('a reading that the printer does not come to is taken back', async t => {
	const bench = await memoryBench();
	bench.simulator.setFault({kind: 'busy-elsewhere'});
	t.is((await bench.run(bench.printer.vatTable())).outcome, 'unknown');
	t.is(bench.names().at(-1), 'DELETE status');
	bench.simulator.clearFault();
	t.is((await bench.run(bench.printer.vatTable())).outcome, 'confirmed');
	t.deepEqual([...new Set(Object.values(bench.simulator.requestStates()))], ['DONE']);
});

test('the state is told at once: disconnected, ready, paper, and ready again', async t => {
	const bench = await memoryBench();
	const condition = async () => (await bench.run(bench.printer.status())).condition;
	bench.cable.cut();
	t.is(await condition(), 'disconnected');
	bench.cable.restore();
	t.is(await condition(), 'ready');
	t.is(bench.simulator.tokensTaken, 0, 'nobody needs a token to be greeted');
	await evidenceOf(bench);
	bench.simulator.setFault({kind: 'cover-open'});
	t.is(await condition(), 'cover-open');
	bench.simulator.clearFault();
	t.is(await condition(), 'ready');
});

test('a footer comes out with its slip', async t => {
	const bench = await memoryBench();
	const slip = {...milkAndBottles, footerLines: ['Punkty za zakupy: 12']};
	await opened(bench, slip);
	await closed(bench, slip);
	t.regex(lastSlip(bench), /Punkty za zakupy: 12/);
});

test('a printer that wants deposits in the total is told them, and one that does not is not', async t => {
	const bench = await memoryBench({totalHoldsDeposits: true});
	await opened(bench);
	t.is((await closed(bench)).outcome, 'confirmed');
});

const reply: fc.Arbitrary<HttpReply> = fc.oneof(
	fc.record({
		kind: fc.constant('answered' as const),
		status: fc.constantFrom(200, 201, 400, 404, 500, 302),
		body: fc.oneof(
			fc.json(),
			fc.string(),
			fc
				.tuple(fc.constantFrom('STORED', 'QUEUED', 'PENDING', 'ERROR', 'UNKNOWN', 'DELETED', 'done'), fc.jsonValue())
				.map(([status, error]) => JSON.stringify({request: {status, error}, device: error})),
		),
	}),
	fc.record({kind: fc.constantFrom('not-sent' as const, 'silent' as const), reason: fc.string()}),
);

testProp(
	'whatever a printer answers to a confirming and to questions, nothing but DONE is a printed slip',
	[fc.array(reply, {minLength: 1, maxLength: 5}), fc.array(reply, {minLength: 100, maxLength: 100})],
	async (t, confirmings, questions) => {
		const bench = await memoryBench();
		await opened(bench);
		for (const each of confirmings) bench.answerInstead('PUT receipt', each);
		for (const each of questions) bench.answerInstead('GET receipt', each);
		t.not((await closed(bench)).outcome, 'confirmed');
		t.is(bench.names().filter(name => name === 'PUT receipt').length, 1);
		t.is(bookOf(bench).receiptCount, 0);
	},
	{numRuns: 50},
);
