/** The stand of simulated devices, as an integrator uses it. */
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {readPrinterOrder} from '../../scripts/devices/order.ts';
import {deviceNames, openStand, type StandOptions} from '../../scripts/devices/stand.ts';
import {faultNames} from '../../till/api/printer-desk.ts';
import {connectPrinter} from '../../till/connect-printer.ts';
import type {FiscalPrinter} from '../../till/devices/fiscal-printer.ts';
import {piecesLine, slipOf} from '../till/devices/slips.ts';

const commandOf = {
	begin: 'trinit',
	line: 'trline',
	deposit: 'trpack',
	payment: 'trpayment',
	close: 'trend',
	cancel: 'prncancel',
	report: 'dailyrep',
	evidence: 'scnt',
	health: 'stot',
} as const;
const read = (text: string) => readPrinterOrder(text.split(' '), commandOf);

async function stand(t: ExecutionContext, devices: StandOptions['devices'], more: Partial<StandOptions> = {}) {
	const slips: string[] = [];
	const onSlip: StandOptions['onSlip'] = (name, {lines, state}) => slips.push([name, state, ...lines].join('\n'));
	const opened = await openStand({devices, printMs: 0, onSlip, ...more});
	t.teardown(() => opened.stop());
	return {...opened, slips};
}

const slip = slipOf({lines: [piecesLine('Żurek domowy 0,5 l', 'C', 2, 899)], cashGrosze: 2000});

async function connected(printer: FiscalPrinter): Promise<void> {
	while ((await printer.status()).condition === 'disconnected') await new Promise(resolve => setTimeout(resolve, 30));
}

test('a stage of a slip stands for the protocol’s own command, and what is missing or too much is said', t => {
	t.deepEqual(read('paper-out'), {ok: true, value: {do: 'fault', fault: {kind: 'paper-out'}}});
	t.deepEqual(read('lose-answer-of close'), {
		ok: true,
		value: {do: 'fault', fault: {kind: 'lose-answer-of', command: 'trend'}},
	});
	t.deepEqual(read('refuse trline 2098'), {
		ok: true,
		value: {do: 'fault', fault: {kind: 'refuse', command: 'trline', code: 2098}},
	});
	t.deepEqual(read('swap evidence ZBF9'), {
		ok: true,
		value: {do: 'fault', fault: {kind: 'swap', command: 'scnt', uniqueNumber: 'ZBF9'}},
	});
	t.deepEqual(read('clear silent'), {ok: true, value: {do: 'clear', kind: 'silent'}});
	for (const text of ['', 'burn', 'lose-command', 'delay-answer close soon', 'paper-out now', 'clear smoke', 'off on'])
		t.false(read(text).ok, text);
	for (const kind of faultNames)
		t.true(
			[kind, `${kind} close`, `${kind} close 5`].some(text => read(text).ok),
			kind,
		);
});

test('every device stands at a port of its own, and each takes orders of its kind', async t => {
	const {places, obey} = await stand(
		t,
		deviceNames.map(name => ({name, place: {kind: 'tcp', port: 0}})),
	);
	t.deepEqual(
		places.map(({name}) => name),
		deviceNames,
	);
	t.is(new Set(places.map(({place}) => place)).size, deviceNames.length);
	for (const line of ['thermal lose-answer-of close', 'dialog06 weight 1234', 'line-scanner scan 5901234123457'])
		t.true(obey(line).ok, line);
	for (const line of ['kettle on', 'dialog06 scan 1', 'line-scanner weight', 'posnet']) t.false(obey(line).ok, line);
});

const socat = (process.env['PATH'] ?? '').split(delimiter).some(folder => existsSync(join(folder, 'socat')));

(socat ? test : test.skip)(
	'a printer is a serial port as well: its slip comes out once, whatever happens to an answer',
	async t => {
		const folder = mkdtempSync(join(tmpdir(), 'ostoja-devices-'));
		t.teardown(() => rmSync(folder, {recursive: true, force: true}));
		const path = join(folder, 'posnet');
		const {slips, obey} = await stand(t, [{name: 'posnet', place: {kind: 'serial', path}}], {memoryDir: folder});
		const printer = connectPrinter({
			protocol: 'posnet',
			address: {kind: 'serial', path, baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1},
		});
		t.teardown(() => printer.stop());
		await connected(printer);
		t.true(obey('posnet duplicate-answer close').ok);
		t.deepEqual(await printer.open(slip), {outcome: 'confirmed', value: {}});
		t.deepEqual(await printer.close(slip, {onWaiting: () => undefined}), {
			outcome: 'confirmed',
			value: {fiscalNumber: 1},
		});
		t.is(slips.length, 1);
		t.regex(slips[0] ?? '', /^posnet\ndone\n[\s\S]*Żurek/);
	},
);
