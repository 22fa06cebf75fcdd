import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {createMemoryCable} from '../../../../till/devices/memory-transport.ts';
import {createWireReader, encodeFrame, type WireItem} from '../../../../till/devices/thermal/frame.ts';
import {createThermalSimulator} from '../../../../till/devices/thermal/simulator.ts';
import {createVirtualClock} from '../virtual-clock.ts';
import {shopPrinter} from './bench.ts';

/**
 * Speaks to the simulator in plain words, `_` for the end of a text: `1$lChleb_1._B/2.00/2.00/` answers `0` or a code. A
 * word of two hexadecimal digits is a single byte, and so is its answer.
 */
function plainTalk(options: Partial<Parameters<typeof createThermalSimulator>[0]> = {}) {
	const clock = createVirtualClock();
	const cable = createMemoryCable({clock});
	const simulator = createThermalSimulator({...shopPrinter, clock, maker: 'posnet', ...options});
	simulator.attach(cable.device);
	const heard: string[] = [];
	const reader = createWireReader();
	cable.transport.onBytes(bytes => heard.push(...reader.read(bytes).map(spelled)));
	async function sayBytes(bytes: Uint8Array): Promise<string> {
		cable.transport.write(bytes);
		await clock.pass(100);
		return heard.splice(0).join(' | ');
	}
	return {simulator, cable, clock, sayBytes, say: (text: string) => sayBytes(bytesOf(text))};
}

function bytesOf(text: string): Uint8Array {
	if (/^[\dA-F]{2}$/.test(text)) return Uint8Array.of(Number.parseInt(text, 16));
	const [, parameters = '', command = '', rest = ''] = /^([\d;]*)([$#][A-Za-z])(.*)$/.exec(text) ?? [];
	return encodeFrame({
		parameters: parameters === '' ? [] : parameters.split(';').map(Number),
		command,
		text: rest.replaceAll('_', '\r'),
	});
}

function spelled(item: WireItem): string {
	if ('byte' in item) return item.byte.toString(16).toUpperCase();
	if (!('frame' in item)) return 'damaged';
	const {parameters, command, text, checkedText} = item.frame;
	return command === '#Z' ? String(parameters[0]) : `${parameters.join(';')}${command}${checkedText ?? text}`;
}

type Conversation = readonly (readonly [said: string, heard: string])[];

const facts: readonly (readonly [title: string, conversation: Conversation])[] = [
	[
		'a worked exchange: milk, bottles, cash',
		[
			['3#e', '0'],
			['05', '6C'],
			['0$h', '0'],
			['1$lMleko UHT 3,2% 1l_2. szt_C/3.49/6.98/', '0'],
			['05', '6E'],
			['6$l1_4. szt_P/0.50/2.00/', '0'],
			['0;0;0;0;1;0;0;0;1;1;1$x001____6.98/0/10.00/0/0/0/2.00/0/1.02/', '0'],
			['05', '6D'],
			['10', '74'],
		],
	],
	[
		'after a cancelled receipt neither flag is set',
		[
			['3#e', '0'],
			['0$h', '0'],
			['1$lChleb_1._B/2.00/2.00/', '0'],
			['0$e', '0'],
			['05', '6C'],
			['0$e', '29'],
			['05', '68'],
			['#n', '1#E29'],
		],
	],
	[
		'nothing is sold outside a receipt',
		[
			['3#e', '0'],
			['1$lChleb_1._B/2.00/2.00/', '21'],
			['1;0$b2.00/_', '21'],
			['1;0$e001_2.00/2.00/', '29'],
			['0$e', '29'],
		],
	],
	[
		'lines are checked in the device’s order',
		[
			['3#e', '0'],
			['0$h', '0'],
			['0$h', '95'],
			['1;26;11;23#r', '82'],
			['0#i5.00/', '82'],
			['1$l _x_F/0/1/', '16'],
			['1$lChleb_x_F/0/1/', '17'],
			['1$lChleb_0._F/0/1/', '17'],
			['1$lChleb_1._F/0/1/', '18'],
			['1$lChleb_1._B/0/1/', '19'],
			['1$lChleb_2._B/2.00/4.01/', '20'],
			['1;1$lChleb_1._B/2.00/2.00/2.01/', '20'],
			['0$lChleb_1._B/2.00/2.00/', '22'],
			['2$lChleb_1._B/2.00/2.00/', '4'],
			['1$lChleb_1._B/2/2./', '0'],
			['6$l1_1.5 szt_P/0.50/0.75/', '17'],
			['6$l1_2. szt_P/0.50/1.01/', '19'],
			['7$l1_2. szt_P/0.50/1.00/', '22'],
			['1;0$b1.00/_', '0'],
			['2$lChleb_1._B/2.00/2.00/', '91'],
			['1;0$e001_2.00/2.00/', '91'],
			['0$e', '0'],
		],
	],
	[
		'a receipt that begins with packages takes no goods',
		[
			['3#e', '0'],
			['0$h', '0'],
			['6$l1_2. szt_P/0.50/1.00/', '0'],
			['1$lChleb_1._B/2.00/2.00/', '90'],
			['0;0;0;0;0;0;0;0;1;1;0$x001____0/0/0/0/0/0/1.00/0/0/', '23'],
		],
	],
	[
		'closing checks each sum in turn',
		[
			['3#e', '0'],
			['0$h', '0'],
			['1;0$e001_2.00/2.00/', '23'],
			['1$lChleb_1._B/2.00/2.00/', '0'],
			['6$l1_2. szt_P/0.50/1.00/', '0'],
			['0;0;0;0;1;0;0;0;1;1;1$x01____2.00/0/5.00/0/0/0/1.00/0/2.00/', '25'],
			['0;0;0;0;1;0;0;0;1;1;1$x001____3.00/0/5.00/0/0/0/1.00/0/2.00/', '27'],
			['0;0;0;0;1;0;0;0;1;1;1$x001____2.00/0/5.00/0/0/0/1.01/0/2.00/', '26'],
			['0;0;0;0;1;0;0;0;1;1;1$x001____2.00/0/5.00/0/0/0/1.00/0.01/2.00/', '26'],
			['0;0;0;0;1;0;0;0;1;1;1$x001____2.00/0/2.99/0/0/0/1.00/0/0/', '26'],
			['0;0;0;0;1;0;0;0;1;1;1$x001____2.00/0/5.00/0/0/0/1.00/0/1.99/', '26'],
			['0;0;0;0;1;0;0;0;1;1;1$x001____2.00/0/5.00/0/0/0/1.00/0/2.00/7', '3'],
			['0;0;0;0;1;0;0;0;1;1;1$x001____2.00/0/5.00/0/0/0/1.00/0/2.00/', '0'],
		],
	],
	[
		'payments that were sent have to be repeated in the longest closing',
		[
			['3#e', '0'],
			['0$h', '0'],
			['1$lChleb_1._B/2.00/2.00/', '0'],
			['1;1$b2.00/VISA_', '0'],
			['0;0;0;0;0;0;0;1;1;0;0;1;0$y3_Anna_W4RS2AWA-1_VISA__2.00/0/0/0/1.99/0/', '91'],
			['0;0;0;0;0;0;0;1;1;0;0;1;0$y3_Anna_W4RS2AWA-1_VISA__2.00/1.00/0/0/2.00/0/', '27'],
			['0;0;0;0;0;0;0;1;1;0;0;1;0$y3_Anna_W4RS2AWA-1_VISA__2.00/0/0/0/2.00/0/', '0'],
		],
	],
	[
		'a daily report wants the day of today and something to report',
		[
			['3#e', '0'],
			['1;26;11;22#r', '7'],
			['1;26;11;23#r', '35'],
			['0#r', '37'],
			['0$h', '0'],
			['1$lChleb_1._B/2.00/2.00/', '0'],
			['1;0$e001_2.00/2.00/', '0'],
			['1;26;11;23#r', '0'],
			['1;26;11;23#r', '35'],
		],
	],
	[
		'the drawer holds no less than nothing',
		[
			['3#e', '0'],
			['0#i5.00/', '0'],
			['0#d5.01/', '32'],
			['0#d5.00/', '0'],
			['0#i0/', '30'],
		],
	],
	[
		'a command that is not known is told at once and not kept',
		[
			['3#e', '0'],
			['1$q', '255'],
			['#n', '1#E0'],
			['05', '68'],
		],
	],
	[
		'questions are answered whatever the mode',
		[
			[
				'23#s',
				'2#X0;1;0;0;1;0;0;0;0/23.00/08.00/05.00/00.00/100.00/101.00/101.00/0/0.00/0.00/0.00/0.00/0.00/0.00/0.00/0.00/ABC1234567890',
			],
			['50#s', '50#X0/1/'],
			['28#s', '10#X26;11;23;14;03;00;0;0;0;0.00/0.00/0.00/0.00/0.00/0.00/0.00/0.00/'],
			['0#c', '1#C26;11;23;14;03;0'],
			['#v', '1#RPOSNET THERMAL/2.02'],
			['$gChleb_B/', '1$G0/B/'],
			['$gChleb_F/', '1$G18/F/'],
		],
	],
];

for (const [title, conversation] of facts) {
	test(title, async t => {
		const {say} = plainTalk();
		for (const [said, heard] of conversation) t.is(await say(said), heard, said);
	});
}

test('an error is told once by the state and again and again when it is asked for', async t => {
	const {say} = plainTalk();
	await say('3#e');
	await say('0$e');
	t.is(await say('#n'), '1#E29');
	t.is(await say('#n'), '1#E29');
	t.regex(await say('23#s'), /^2#X29;/);
	t.regex(await say('23#s'), /^2#X0;/);
});

test('a printer that was just switched on says nothing, and stops at an error until a key is pressed', async t => {
	const {say, simulator} = plainTalk();
	t.is(await say('0$h'), '');
	t.is(await say('05'), '6E');
	t.is(await say('1$lChleb_1._B/0/0/'), '');
	t.is(await say('05'), '');
	t.is(await say('10'), '70');
	t.is(await say('23#s'), '');
	simulator.pressKey();
	t.regex(await say('05'), /^2#X19;.* \| 6A$/);
});

test('without paper only DLE is answered; the rest is done when there is some', async t => {
	const {say, simulator} = plainTalk();
	await say('3#e');
	simulator.setFault({kind: 'paper-out'});
	t.is(await say('0$h'), '');
	t.is(await say('50#s'), '');
	t.is(await say('05'), '');
	t.is(await say('10'), '72');
	simulator.clearFault('paper-out');
	t.is(await say('10'), '0 | 50#X0/1/ | 74');
	simulator.setFault({kind: 'cover-open'});
	t.is(await say('10'), '71');
});

test('while it prints, its last command is not done', async t => {
	const {say, clock} = plainTalk({printMs: 5000});
	t.is(await say('3#e'), '');
	t.is(await say('05'), '68');
	await clock.pass(5000);
	t.is(await say('05'), '0 | 6C');
});

test('a receipt of which nothing is on paper leaves no trace when it is cancelled or the power goes', async t => {
	const {say, simulator, cable} = plainTalk();
	await say('3#e');
	await say('0$h');
	t.is(await say('0$e'), '0');
	await say('0$h');
	simulator.powerOff();
	simulator.powerOn();
	cable.restore();
	t.is(await say('05'), '6C');
	t.is(simulator.snapshot().slips.length, 0);
	t.is(simulator.book().cancelledCount, 0);
});

test('whether the last receipt came to its end is known after a power cut', async t => {
	const {say, simulator, cable} = plainTalk();
	for (const text of ['3#e', '0$h', '1$lChleb_1._B/2.00/2.00/', '1;0$e001_2.00/2.00/']) await say(text);
	simulator.powerOff();
	simulator.powerOn();
	cable.restore();
	t.is(await say('05'), '6D');
	t.is(await say('0$h'), '', 'the mode is the one of before');
});

test('one comma or one point between złote and grosze, where the firmware knows only that', async t => {
	const {say} = plainTalk({decimalSeparator: ','});
	await say('3#e');
	await say('0$h');
	t.is(await say('1$lChleb_1._B/2.00/2.00/'), '19');
	t.is(await say('1$lChleb_1._B/2,00/2,00/'), '0');
});

test('a command with a wrong check byte is refused, a question without one is not', async t => {
	const {say, sayBytes} = plainTalk();
	await say('3#e');
	t.is(await sayBytes(Uint8Array.from(Buffer.from('\u001bP0$h82\u001b\\', 'latin1'))), '2');
	t.is(await sayBytes(Uint8Array.from(Buffer.from('\u001bP0$h\u001b\\', 'latin1'))), '2');
	t.is(await sayBytes(Uint8Array.from(Buffer.from('\u001bP50#s\u001b\\', 'latin1'))), '50#X0/1/');
	t.is(await sayBytes(Uint8Array.from(Buffer.from('\u001bP50#s00\u001b\\', 'latin1'))), '2');
	t.is(await sayBytes(Uint8Array.from(Buffer.from('\u001bPrubbish\u001b\\', 'latin1'))), '');
	t.is(await say('05'), '68');
});

const anyCommand = fc.oneof(
	fc.constantFrom(
		'0$h',
		'0$e',
		'23#s',
		'22#s',
		'28#s',
		'#n',
		'$d',
		'1$d',
		'$g',
		'constructor',
		'1;26;11;23#r',
		'0;0#e',
	),
	fc
		.record({line: fc.nat(4), letter: fc.constantFrom('A', 'B', 'F', 'P'), price: fc.nat(500)})
		.map(({line, letter, price}) => `${line}$lTowar ${letter}_1._${letter}/${price}/${price}/`),
	fc.nat(4).map(sum => `1;0$e001_9.00/${sum}.00/`),
	fc.nat(2000).map(amount => `1;1$b${amount}/_`),
);

testProp(
	'whatever is said, the counters add up',
	[fc.array(anyCommand, {maxLength: 60})],
	async (t, commands) => {
		const {say, simulator} = plainTalk();
		for (const command of commands) {
			await say(command);
			simulator.pressKey();
		}
		const {completedCount, cancelledCount, lastReceiptNumber, allGross, records} = simulator.book();
		t.is(lastReceiptNumber, completedCount + cancelledCount);
		const sold = records.filter(({kind}) => kind === 'receipt').flatMap(({gross}) => Object.values(gross));
		t.is(
			Object.values(allGross).reduce((sum, gross) => sum + gross, 0),
			sold.reduce((sum, gross) => sum + gross, 0),
		);
	},
	{numRuns: 60},
);
