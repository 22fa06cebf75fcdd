import test from 'ava';
import {createDialog06Scale} from '../../../../till/devices/dialog06/driver.ts';
import {grosze} from '../../../../till/domain/money.ts';
import {grams} from '../../../../till/domain/quantity.ts';
import {memoryBench} from './bench.ts';

const apples = {priceGrosze: grosze(1299), tareGrams: grams(0), name: ''};

async function listeningBench() {
	const bench = await memoryBench();
	const wire: string[] = [];
	const spaced = (bytes: Uint8Array) =>
		Buffer.from(bytes)
			.toString('hex')
			.toUpperCase()
			.replace(/..(?=.)/g, '$& ');
	bench.cable.device.onBytes(bytes => wire.push(`T ${spaced(bytes)}`));
	bench.cable.transport.onBytes(bytes => wire.push(`S ${spaced(bytes)}`));
	return {...bench, wire};
}

const codeOf = async (bench: Awaited<ReturnType<typeof memoryBench>>) => {
	const weighing = await bench.run(bench.scale.weigh(apples));
	return weighing.ok ? 'weighed' : weighing.fault.code;
};

test('after power-on the scale has the till prove itself, and then weighs', async t => {
	const bench = await listeningBench();
	bench.place(1234);
	t.is(await codeOf(bench), 'weighed');
	const said = bench.wire.filter(line => line.startsWith('S'));
	t.deepEqual(said, [
		'S 02 31 31 1B 32 34 37 03',
		'S 06',
		'S 02 31 31 1B 31 03',
		'S 06',
		'S 02 30 32 1B 33 1B 30 31 32 33 34 1B 30 30 31 32 39 39 1B 30 30 31 36 30 33 03',
	]);
	const afterEach = said.map(line => bench.wire[bench.wire.indexOf(line) + 1]);
	t.true(
		afterEach.every(line => line === undefined || line.startsWith('T 04')),
		'EOT follows every answer',
	);
});

test('a moving scale is only asked for the result again, without the price', async t => {
	const bench = await listeningBench();
	bench.place(500);
	bench.setMoving(true);
	t.is(await codeOf(bench), 'moving');
	bench.wire.length = 0;
	t.is(await codeOf(bench), 'moving');
	const asked = bench.wire.filter(line => line.startsWith('T') && line !== 'T 04');
	t.deepEqual(asked, ['T 04 05', 'T 04 02 30 38 03']);
	bench.setMoving(false);
	t.is(await codeOf(bench), 'weighed');
});

test('after fifty weighings the proof is asked for again, unnoticed', async t => {
	const bench = await listeningBench();
	for (let customer = 1; customer <= 60; customer++) {
		bench.place(100 + customer);
		t.is(await codeOf(bench), 'weighed');
	}
	t.is(bench.wire.filter(line => line === 'S 02 31 31 1B 31 03').length, 2);
});

test('a till with another program is blocked, after one more try', async t => {
	const bench = await listeningBench();
	bench.simulator.setFault({kind: 'reject-proof'});
	bench.place(500);
	t.is(await codeOf(bench), 'blocked');
	t.is(bench.wire.filter(line => line === 'S 02 31 31 1B 30 03').length, 2);
	bench.simulator.clearFaults();
	t.is(await codeOf(bench), 'weighed');
});

test('a till with another polynomial is blocked', async t => {
	const bench = await memoryBench();
	const stranger = createDialog06Scale({
		transport: bench.cable.transport,
		clock: bench.clock,
		proof: {programChecksum: 0xbeef, polynomial: 0x11021},
	});
	bench.place(500);
	const weighing = await bench.run(stranger.weigh(apples));
	t.is(weighing.ok ? 'weighed' : weighing.fault.code, 'blocked');
});

test('every reason the scale may give comes through', async t => {
	const bench = await memoryBench();
	bench.place(500);
	const reasons = {
		'01': 'protocol',
		'20': 'moving',
		'21': 'not-lifted',
		'22': 'moving',
		'30': 'below-minimum',
		'31': 'below-zero',
		'32': 'overload',
	} as const;
	for (const [code, fault] of Object.entries(reasons)) {
		bench.simulator.setFault({kind: 'status', code});
		t.is(await codeOf(bench), fault, code);
	}
	t.is(await codeOf(bench), 'weighed');
});

test('noise, slow bytes and another terminator do not matter', async t => {
	const bench = await memoryBench();
	for (const fault of [
		{kind: 'noise-before-answer'},
		{kind: 'slow-bytes', everyMs: 10},
		{kind: 'records-end-with-eot'},
	] as const) {
		bench.simulator.setFault(fault);
		bench.place(0);
		bench.place(500);
		t.is(await codeOf(bench), 'weighed', fault.kind);
	}
});

test('a price the scale cannot show is refused before it is sent', async t => {
	const bench = await listeningBench();
	const weighing = await bench.run(bench.scale.weigh({...apples, priceGrosze: grosze(1_000_000)}));
	t.is(weighing.ok ? 'weighed' : weighing.fault.code, 'protocol');
	t.deepEqual(bench.wire, []);
});

test('goods put on need their time to come to rest', async t => {
	const bench = await memoryBench({settleMs: 800});
	let changes = 0;
	bench.simulator.onChange(() => changes++);
	bench.place(500);
	t.like(bench.simulator.snapshot(), {grossGrams: 500, stable: false, weighingCount: 0});
	t.is(await codeOf(bench), 'moving');
	await bench.clock.pass(1000);
	t.is(await codeOf(bench), 'weighed');
	t.like(bench.simulator.snapshot(), {stable: true, weighingCount: 1});
	t.true(changes > 1);
});

test('a scale that was switched off and on has the till prove itself anew', async t => {
	const bench = await listeningBench();
	for (let times = 1; times <= 2; times++) {
		bench.place(100 * times);
		t.is(await codeOf(bench), 'weighed');
		bench.simulator.powerCycle();
	}
	t.is(bench.wire.filter(line => line === 'S 02 31 31 1B 31 03').length, 2);
});
