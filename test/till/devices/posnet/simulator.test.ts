import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {createMemoryCable} from '../../../../till/devices/memory-transport.ts';
import {createFrameReader, encodeFrame, type Frame} from '../../../../till/devices/posnet/frame.ts';
import {createPosnetSimulator} from '../../../../till/devices/posnet/simulator.ts';
import {openFiscalMemory} from '../../../../till/devices/simulated/fiscal-memory.ts';
import {createVirtualClock} from '../virtual-clock.ts';
import {shopPrinter} from './bench.ts';

/** Speaks to the simulator in plain words: `trline naChleb vt1 pr200` answers `trline`, `trline ?2005` or `ERR ?3 …`. */
function plainTalk(options: Partial<Parameters<typeof createPosnetSimulator>[0]> = {}) {
	const clock = createVirtualClock();
	const cable = createMemoryCable({clock});
	const simulator = createPosnetSimulator({...shopPrinter, clock, ...options});
	simulator.attach(cable.device);
	const heard: string[] = [];
	const read = createFrameReader();
	cable.transport.onBytes(bytes => heard.push(...read(bytes).frames.map(spelled)));
	async function say(text: string): Promise<string | undefined> {
		cable.transport.write(encodeFrame(frameOf(text)));
		await clock.pass(100);
		return heard.splice(0).join(' | ');
	}
	return {simulator, cable, clock, say};
}

function frameOf(text: string): Frame {
	const [mnemonic = '', ...parts] = text.split(' ');
	const token = parts.find(part => part.startsWith('@'))?.slice(1);
	const fields = parts
		.filter(part => !part.startsWith('@'))
		.map(part => ({name: part.slice(0, 2), value: part.slice(2).replaceAll('_', ' ')}));
	return {mnemonic, fields, ...(token !== undefined && {token})};
}

function spelled({mnemonic, fields, error, token}: Frame): string {
	const parts = [mnemonic];
	if (token !== undefined) parts.push(`@${token}`);
	if (error !== undefined) parts.push(`?${error}`);
	return [...parts, ...fields.map(({name, value}) => name + value)].join(' ');
}

const facts: readonly (readonly [title: string, conversation: readonly (readonly [said: string, heard: string])[]])[] =
	[
		[
			'the manufacturer’s sample of apples comes to 2.00',
			[
				['trinit bm0', 'trinit'],
				['trline naJabłka vt1 pr200 wa200', 'trline'],
				['trpayment ty2 wa500 re0', 'trpayment'],
				['trpayment ty0 wa300 re1', 'trpayment'],
				['trend to200 re300 fp500', 'trend'],
			],
		],
		[
			'nothing is sold outside a receipt',
			[
				['trline naChleb vt1 pr200', 'trline ?2005'],
				['trpayment ty0 wa200', 'trpayment ?2005'],
				['trend', 'trend ?2005'],
				['prncancel', 'prncancel ?2064'],
				['trftrend', 'trftrend ?2060'],
			],
		],
		[
			'lines are checked in the device’s order',
			[
				['trinit bm0', 'trinit'],
				['trinit bm0', 'trinit ?2038'],
				['trline naChleb vt5 pr0', 'trline ?2000'],
				['trline naChleb vt9 pr1', 'trline ?2000'],
				['trline naChleb vt1 pr0 il0', 'trline ?2006'],
				['trline naChleb vt1 pr200 il0 wa1', 'trline ?2007'],
				['trline naChleb vt1 pr200 il2 wa401', 'trline ?2008'],
				['trline naChleb vt1 pr1 il0.1', 'trline ?2009'],
				['trline naChleb vt1 pr200 rd1 rw201', 'trline ?2801'],
				['trline naChleb vt1 pr200 rd0 rw10', 'trline ?2600'],
				['trline naChleb vt1 pr200 st1', 'trline ?1990'],
				['trpack na1 pr50 il1.5', 'trpack ?2001'],
				['trpack na1 pr50 il2 wa101', 'trpack ?2803'],
				['trline naChleb vt1 pr200', 'trline'],
				['trpayment ty1 wa200', 'trpayment ?2063'],
				['trpayment ty0 wa200', 'trpayment'],
				['trline naMasło vt1 pr200', 'trline ?2060'],
				['dailyrep da2026-11-23', 'dailyrep ?2038'],
				['prncancel', 'prncancel'],
			],
		],
		[
			'a discount on the whole receipt is spread over the rates: the manufacturer’s sample of 20 %',
			[
				['trdiscntbill rp2000', 'trdiscntbill ?2005'],
				['trinit', 'trinit'],
				['trdiscntbill rp2000', 'trdiscntbill ?2060'],
				['trline naChleb vt0 pr100', 'trline'],
				['trline naMasło vt1 pr200', 'trline'],
				['trdiscntbill naStały_klient', 'trdiscntbill ?2801'],
				['trdiscntbill rw301', 'trdiscntbill ?2801'],
				['trdiscntbill rp2000 rw59', 'trdiscntbill ?2801'],
				['trdiscntbill rd0 rw10', 'trdiscntbill ?2600'],
				['trdiscntbill naStały_klient rp2000 rw60', 'trdiscntbill'],
				['trline naSer vt1 pr200', 'trline ?2060'],
				['trpayment ty0 wa240', 'trpayment'],
				['trdiscntbill rw1', 'trdiscntbill ?2060'],
				['trend to240 fp240', 'trend'],
				['strns', 'strns to0 ts16 va80 vb160 vc0 vd0 ve0 vf0 vg0 pp0 pm0 re0 fp240 feN'],
			],
		],
		[
			'closing checks each sum in turn',
			[
				['trinit', 'trinit'],
				['trend', 'trend ?2041'],
				['trline naChleb vt1 pr200', 'trline'],
				['trpack na1 pr50 il2', 'trpack'],
				['trpayment ty0 wa500', 'trpayment'],
				['trend to201', 'trend ?2805'],
				['trend to200 op99', 'trend ?2806'],
				['trend to200 op100 om1', 'trend ?2807'],
				['trend to200 op100 om0 fp499', 'trend ?2808'],
				['trend to200 op100 om0 fp500 re199', 'trend ?2809'],
				['trend to200 op100 om0 fp500 re200 fe0', 'trend'],
				['trinit', 'trinit ?2038'],
				['trftrln id25 naDziękujemy', 'trftrln'],
				['trftrend', 'trftrend'],
			],
		],
		[
			'payments have to cover what is due',
			[
				['trinit', 'trinit'],
				['trline naChleb vt1 pr200', 'trline'],
				['trpayment ty2 wa199', 'trpayment'],
				['trend to200 fp199', 'trend ?2054'],
				['prncancel', 'prncancel'],
			],
		],
		[
			'a frame that is wrong in itself is refused before anything else is looked at',
			[
				['trline vt1 pr200', 'ERR ?2 cmtrline fdna'],
				['trline naChleb vt1 pr12,34', 'ERR ?3 cmtrline fdpr'],
				['trline naChleb vt1 pr1 rnRabat_dla_naszych_najlepszych_klientów', 'ERR ?10 cmtrline fdrn'],
				['fooo', 'ERR ?1 cmfooo'],
				['!scnt', 'ERR ?12 cm!scnt'],
				['rpt @0007', 'ERR @0007 ?13 cmrpt'],
			],
		],
		[
			'an answer is repeated under its token',
			[
				['trinit bm0 @0101', 'trinit @0101'],
				['trline naChleb vt5 pr200 @0102', 'trline @0102 ?2000'],
				['rpt @0102', 'trline @0102 ?2000'],
				['rpt @0101', 'trinit @0101'],
			],
		],
		[
			'a percent is taken as the manufacturer’s sample has it: 15 % of 13.50 leaves 11.47',
			[
				['trinit', 'trinit'],
				['trline naKawa vt0 pr1350 rd1 rp1500', 'trline'],
				['trpayment ty2 wa1147', 'trpayment'],
				['trend to1147', 'trend'],
			],
		],
	];

for (const [title, conversation] of facts) {
	test(title, async t => {
		const {say} = plainTalk();
		for (const [said, heard] of conversation) t.is(await say(said), heard, said);
	});
}

test('once its rate has fallen, goods are never sold at a higher one again, however they are spelled', async t => {
	const {say} = plainTalk();
	async function sell(name: string, rate: number) {
		await say('trinit');
		const answer = await say(`trline na${name} vt${rate} pr100`);
		await say('trpayment ty0 wa100');
		if ((await say('trend')) !== 'trend') await say('prncancel');
		return answer;
	}
	t.is(await sell('Coca-Cola', 1), 'trline');
	t.is(await sell('Coca-Cola', 0), 'trline', 'a rise without a fall before it');
	t.is(await sell('Coca-Cola', 1), 'trline', 'the fall');
	t.is(await sell('COCA_COLA', 0), 'trline ?2106');
	t.is(await sell('coca:cola', 1), 'trline');
});

test('an answer kept for `rpt` is forgotten after some fifteen others', async t => {
	const {say} = plainTalk();
	await say('trinit @1000');
	for (let token = 1001; token < 1040; token++) await say(`strns @${token}`);
	t.is(await say('rpt @1000'), 'ERR @1000 ?13 cmrpt');
});

test('while it prints it says that it is busy', async t => {
	const {say} = plainTalk({printMs: 5000});
	t.is(await say('trinit'), '');
	t.is(await say('!sdev'), '!sdev ds0 cpN qeN peN tl0');
});

test('work that waits for paper is done when there is some', async t => {
	const {say, simulator, clock} = plainTalk();
	simulator.setFault({kind: 'paper-out'});
	t.is(await say('trinit'), '');
	t.is(await say('!sprn'), '!sprn pr5');
	t.is(await say('!sdev'), '!sdev ds3 cpN qeN peN tl0');
	simulator.clearFault('paper-out');
	await clock.pass(10);
	t.is(await say('scomm'), 'trinit | scomm fsT tzT ts16 hrT nuZBF 2101002392 tdN');
});

test('a printer without power takes no connection, and forgets what it was printing', async t => {
	const {say, simulator, cable, clock} = plainTalk({printMs: 500});
	cable.transport.write(encodeFrame(frameOf('trinit')));
	await clock.pass(200);
	simulator.powerOff();
	t.false(cable.transport.connected);
	const visitor = createMemoryCable({clock});
	simulator.attach(visitor.device);
	t.false(visitor.transport.connected);
	await clock.pass(1000);
	simulator.powerOn();
	cable.restore();
	t.is(await say('scomm'), 'scomm fsT tzT ts0 hrT nuZBF 2101002392 tdN');
	t.is(simulator.snapshot().slips.length, 0);
});

test('a receipt whose power went in the footer is finished at the next start', async t => {
	const {say, simulator, cable} = plainTalk();
	for (const command of ['trinit', 'trline naChleb vt1 pr200', 'trpayment ty0 wa200', 'trend fe0']) await say(command);
	simulator.powerOff();
	simulator.powerOn();
	cable.restore();
	t.regex((await say('scnt')) ?? '', /bn1 .* bc0 bt1/);
	t.is(simulator.snapshot().slips[0]?.state, 'done');
});

test('change is given once', async t => {
	const {say} = plainTalk();
	for (const command of ['trinit', 'trline naChleb vt1 pr200', 'trpayment ty0 wa500']) await say(command);
	t.is(await say('trpayment ty0 wa300 re1'), 'trpayment');
	t.is(await say('trpayment ty0 wa100 re1'), 'trpayment ?2094');
	t.is(await say('trend'), 'trend');
});

const anyCommand = fc.oneof(
	fc.constantFrom(
		'trinit',
		'trftrend',
		'prncancel',
		'scnt',
		'strns',
		'constructor',
		'dailyrep da2026-11-23',
		'rpt @0001',
	),
	fc
		.record({rate: fc.nat(8), price: fc.nat(500), more: fc.constantFrom('', ' rd1 rw10', ' il0.5', ' wa7')})
		.map(({rate, price, more}) => `trline naTowar${rate} vt${rate} pr${price}${more}`),
	fc
		.record({pieces: fc.nat(3), returned: fc.nat(1)})
		.map(({pieces, returned}) => `trpack na1 pr50 il${pieces} ne${returned}`),
	fc.record({type: fc.nat(9), amount: fc.nat(2000)}).map(({type, amount}) => `trpayment ty${type} wa${amount}`),
	fc.constantFrom('trend', 'trend fe0', 'trend to200'),
);

testProp(
	'whatever is said, every command has one answer and the counters add up',
	[fc.array(anyCommand, {maxLength: 60})],
	async (t, commands) => {
		const {say, simulator} = plainTalk();
		for (const command of commands) {
			const answer = (await say(command)) ?? '';
			t.regex(answer, new RegExp(`^(${command.split(' ')[0]}|ERR)\\b[^|]*$`), command);
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

test('a web page hears of every change and finds slips with their boundaries', async t => {
	const {say, simulator} = plainTalk();
	let changes = 0;
	simulator.onChange(() => changes++);
	await say('trinit');
	await say('trline naChleb vt1 pr200');
	t.true(changes > 0);
	t.is(simulator.snapshot().slips[0]?.state, 'printing');
	await say('prncancel');
	await say('opendrwr');
	const {slips, drawerKicks, receiptOpen} = simulator.snapshot();
	t.is(slips.length, 1);
	t.like(slips[0], {id: 1, kind: 'receipt', state: 'cancelled'});
	t.is(drawerKicks, 1);
	t.false(receiptOpen);
	for (const line of slips[0]?.lines ?? []) t.true(line.length <= 40, line);
});

test('a new process finds the fiscal memory as the old one left it', async t => {
	const folder = mkdtempSync(join(tmpdir(), 'ostoja-printer-'));
	try {
		const memoryFile = join(folder, 'memory.json');
		const {say} = plainTalk({memoryFile});
		await say('trinit');
		await say('trline naChleb vt1 pr200');
		await say('trpayment ty0 wa200');
		t.is(await say('trend to200 fp200'), 'trend');
		const after = plainTalk({memoryFile});
		t.is(await after.say('scnt'), 'scnt rd0 hn2 bn1 fn0 nuZBF 2101002392 bc0 bt1 fc0');
		t.regex((await after.say('strns')) ?? '', /to0 ts16 va0 vb200 .* fp200 feN/);
		t.is(await after.say('dailyrep da2026-11-23'), 'dailyrep');
		t.is(await after.say('dailyrep da2026-11-23'), 'dailyrep ?382');
	} finally {
		rmSync(folder, {recursive: true});
	}
});

test('a memory that was being written when the process was killed is whole', async t => {
	const folder = mkdtempSync(join(tmpdir(), 'ostoja-printer-'));
	try {
		const file = join(folder, 'memory.json');
		const memoryModule = new URL('../../../../till/devices/simulated/fiscal-memory.ts', import.meta.url).href;
		const program = `
			import {openFiscalMemory} from ${JSON.stringify(memoryModule)};
			const memory = openFiscalMemory({uniqueNumber: 'ZBF 1', file: ${JSON.stringify(file)}});
			for (let count = 1; ; count++) {
				memory.write({completedCount: count, lastReceiptNumber: count});
				if (count === 20) console.log('twenty');
			}`;
		const child = spawn(process.execPath, ['--import=tsx', '--input-type=module', '--eval', program]);
		await once(child.stdout, 'data');
		child.kill('SIGKILL');
		await once(child, 'exit');
		const {state} = openFiscalMemory({uniqueNumber: 'ZBF 2', file});
		t.is(state.uniqueNumber, 'ZBF 1');
		t.true(state.completedCount >= 20);
		t.is(state.completedCount, state.lastReceiptNumber);
	} finally {
		rmSync(folder, {recursive: true});
	}
});
