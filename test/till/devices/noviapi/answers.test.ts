import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import * as answers from '../../../../till/devices/noviapi/answers.ts';
import {conditionOf, faultOfDevice, faultOfException} from '../../../../till/devices/noviapi/errors.ts';
import * as packets from '../../../../till/devices/noviapi/novitus-packet.ts';

/** As the manufacturer's description of the API has it. */
const deviceStatus = {
	device: {
		characters_per_line: 64,
		name: 'POINT',
		tax_rates: [
			{name: 'A', value: '23.00'},
			{name: 'B', value: '8.00'},
			{name: 'C', value: '5.00'},
			{name: 'D', value: '1.00'},
			{name: 'E', value: 'ZW'},
		],
		totals: [
			{invoice: '0.00', receipt: '0.00', tax_rate: 'A'},
			{invoice: '0.00', receipt: '12.5', tax_rate: 'B'},
			{invoice: '7.00', receipt: '1048.010000', tax_rate: 'C'},
		],
		version: '1.01',
	},
};

test('rates and totals of receipts are read from the status of the device', t => {
	t.deepEqual(answers.deviceIn({status: deviceStatus}) as unknown, {
		model: 'POINT',
		firmware: '1.01',
		vat: {A: 2300, B: 800, C: 500, D: 100, E: 'exempt', F: 'inactive', G: 'inactive'},
		grossByLetter: {B: 1250, C: 104_801},
	});
});

test('a rate or a sum that makes no sense is no table, never a guess', t => {
	const {device} = deviceStatus;
	for (const changes of [
		{tax_rates: [{name: 'A', value: 'dwadzieścia trzy'}]},
		{tax_rates: [{name: 'H', value: '23.00'}]},
		{tax_rates: undefined},
		{totals: [{tax_rate: 'A', receipt: '1.005'}]},
		{totals: [{tax_rate: 'A', receipt: '-1.00'}]},
		{totals: [{tax_rate: 'A'}]},
	]) {
		t.is(answers.deviceIn({status: {device: {...device, ...changes}}}), undefined, JSON.stringify(changes));
	}
});

test('what the manufacturer shows of the memories is read', t => {
	const fiscal_memory = {
		daily_reports_count: 71,
		last_daily_report_date: '2023-05-31 08:30:03',
		max_daily_reports: 2195,
		size: 130_023_424,
		start_fiscal_date: '2023-02-01 07:32:47',
		tax_id: '5220001694',
		unique_number: 'ZBN1901007094',
	};
	t.deepEqual(answers.fiscalMemoryIn({status: {fiscal_memory}}), {
		uniqueNumber: 'ZBN1901007094',
		dailyReportCount: 71,
		dailyReportsMax: 2195,
		fiscal: true,
	});
	const protected_memory = {free: 15_618, label: 'ZBN1901007094.0001', last_jpkid: '1285', number: 1, size: 1024};
	t.is(answers.protectedMemoryIn({status: {protected_memory}})?.lastDocumentNumber, 1285);
});

test('states of a request, with the number of its document or the reason why there is none', t => {
	const done = answers.requestIn({device: {status: 'OK'}, request: {jpkid: 1270, status: 'DONE'}});
	t.is(done?.state, 'done');
	t.is(done?.documentNumber, 1270);
	const error = {code: 1521, description: 'Długość ID transakcji niepoprawna'};
	const failed = answers.requestIn({device: {status: 'OK'}, request: {error, status: 'ERROR'}});
	t.deepEqual(failed?.error, error);
	const held = answers.requestIn({
		device: {status: 'ERROR', error: {code: 1037, description: 'Brak papieru'}},
		request: {status: 'PENDING'},
	});
	t.is(held?.state, 'waiting');
	t.is(held?.device && conditionOf(held.device), 'paper-out');
	t.is(answers.requestIn({request: {status: 'UNKNOWN'}})?.state, 'unknown');
	for (const status of ['done', 'toString', '', 7, null]) t.is(answers.requestIn({request: {status}}), undefined);
});

test('a refused field is told by what it is about, and by its line', t => {
	const refusal = (path: string, lineCount: number) =>
		faultOfException({code: 8, description: 'JSON Validation Error', paths: [path]}, lineCount);
	t.deepEqual(refusal('receipt/items/[0]/article/ptu : Length', 2), {
		code: 'vat-letter',
		detail: 'NoviAPI 8: JSON Validation Error, receipt/items/[0]/article/ptu : Length',
		line: 1,
	});
	t.is(refusal('receipt/items/[1]/article/name : Length', 2).code, 'name');
	t.is(refusal('receipt/items/[2]/container/value : Pattern', 2).line, undefined, 'a package is no line');
	t.is(refusal('receipt/summary/pay_in : Pattern', 1).code, 'payments');
	t.is(refusal('receipt/buyer/nip : Length', 1).code, 'nip');
	t.is(refusal('receipt : Required', 1).code, 'protocol');
	t.is(faultOfException({code: 99, description: '', paths: []}).code, 'other');
	t.is(faultOfDevice({code: 4711, description: ''}).code, 'other');
});

test('a packet that is passed on is framed as the manufacturer frames it', t => {
	const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
	t.is(packets.checkByte('1#e'), '88');
	t.is(text(packets.kickDrawer), '\u001bP1$d\u001b\\');
	const cash = text(packets.moveCash({direction: 'in', amountGrosze: 20_005 as never}));
	t.is(cash, `\u001bP0#i200.05/${packets.checkByte('0#i200.05/')}\u001b\\`);
	const packet = (body: string) => Uint8Array.from(Buffer.from(`\u001bP${body}\u001b\\`, 'latin1'));
	t.is(packets.wallTimeIn(packet('1#C26;11;3;9;05;0')), '2026-11-03T09:05');
	t.deepEqual(packets.dayIn(packet('10#X26;11;03;9;5;0;169;2;0;810.19/0.00/')), {receiptCount: 169, cancelledCount: 2});
	t.is(packets.errorIn(packet('32#Z#d')), 32);
	t.is(packets.errorIn(new Uint8Array()), 0);
	t.is(packets.wallTimeIn(packet('10#X26;11;03;9;5;0;169;2;0;0/')), undefined);
});

const readers: readonly ((json: unknown) => unknown)[] = [
	answers.deviceIn,
	answers.fiscalMemoryIn,
	answers.protectedMemoryIn,
	answers.requestIn,
	answers.requestIdIn,
	answers.exceptionIn,
	answers.packetIn,
];

testProp('whatever JSON comes, nothing is thrown', [fc.jsonValue()], (t, json) => {
	for (const read of readers) {
		t.notThrows(() => read(json));
		for (const name of ['status', 'request', 'exception', 'packet']) t.notThrows(() => read({[name]: json}));
	}
});

testProp('an answer cut off anywhere is no answer', [fc.nat(200)], (t, cutAt) => {
	const whole = JSON.stringify({device: {status: 'OK'}, request: {jpkid: 1270, status: 'DONE'}});
	const part = whole.slice(0, Math.min(cutAt, whole.length - 1));
	t.is(answers.jsonIn(part), undefined);
	t.is(answers.tokenIn(part), undefined);
});

testProp('any bytes in place of a packet are read or left', [fc.uint8Array({maxLength: 60})], (t, bytes) => {
	for (const read of [packets.wallTimeIn, packets.dayIn, packets.errorIn]) t.notThrows(() => read(bytes));
	t.true(Number.isSafeInteger(packets.errorIn(bytes)));
});
