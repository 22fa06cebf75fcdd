import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {createLineScanner} from '../../../../till/devices/line-scanner/driver.ts';
import {decodeLines} from '../../../../till/devices/line-scanner/frame.ts';
import {createLineScannerSimulator} from '../../../../till/devices/line-scanner/simulator.ts';
import {createMemoryCable} from '../../../../till/devices/memory-transport.ts';
import {createTcpTransport} from '../../../../till/devices/tcp-transport.ts';
import {createVirtualClock} from '../virtual-clock.ts';

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

function bench(terminator: '\r' | '\n' | '\r\n' = '\r\n') {
	const clock = createVirtualClock();
	const cable = createMemoryCable({clock, split: bytes => [...bytes].map(byte => Uint8Array.of(byte))});
	const simulator = createLineScannerSimulator({terminator});
	simulator.attach(cable.device);
	const scanner = createLineScanner({transport: cable.transport, clock});
	const codes: string[] = [];
	scanner.onScan(code => codes.push(code));
	return {clock, cable, simulator, scanner, codes};
}

for (const terminator of ['\r', '\n', '\r\n'] as const) {
	test(`a code that ends with ${JSON.stringify(terminator)} is said once`, async t => {
		const {clock, simulator, codes} = bench(terminator);
		simulator.scan('5901234123457');
		simulator.scan('29000112345', {aim: 'E0'});
		await clock.pass(10);
		t.deepEqual(codes, ['5901234123457', '29000112345']);
	});
}

test('the prefix tells the symbology and is no part of the code', t => {
	t.deepEqual(decodeLines(bytesOf(']E496385074\r')).readings, [{code: '96385074', aim: 'E4'}]);
	t.deepEqual(decodeLines(bytesOf(']C1010590123412345\r')).readings, [{code: '010590123412345', aim: 'C1'}]);
});

test('where the prefix says that GS1 elements follow it is kept, separator and all', async t => {
	const {clock, simulator, codes} = bench();
	simulator.scan('01059012341234571724123110L42\u001d37012', {aim: 'C1'});
	simulator.scan('0105901234123457', {aim: 'C0'});
	await clock.pass(10);
	t.deepEqual(codes, [']C101059012341234571724123110L42\u001d37012', '0105901234123457']);
});

test('eight digits that the scanner saw as an EAN-8 or as a UPC-E say so, because they might pass as the other', async t => {
	const {clock, simulator, codes} = bench();
	simulator.scan('96385074', {aim: 'E4'});
	simulator.scan('01234558', {aim: 'E0'});
	simulator.scan('5901234123457', {aim: 'E0'});
	await clock.pass(10);
	t.deepEqual(codes, [']E496385074', ']E001234558', '5901234123457']);
});

test('a code that broke off does not run into the next one', async t => {
	const {clock, simulator, codes} = bench();
	simulator.breakOff('59012');
	await clock.pass(150);
	t.deepEqual(codes, []);
	await clock.pass(100);
	simulator.scan('96385074');
	await clock.pass(10);
	t.deepEqual(codes, ['96385074']);
});

test('a cable pulled in the middle of a code forgets it', async t => {
	const {clock, cable, simulator, scanner, codes} = bench();
	simulator.breakOff('59012');
	await clock.pass(10);
	cable.cut();
	t.false(scanner.connected());
	cable.restore();
	simulator.attach(cable.device);
	simulator.scan('96385074');
	await clock.pass(10);
	t.deepEqual(codes, ['96385074']);
});

test('empty lines, overlong lines and lines of garbage are no codes', t => {
	const lines = ['', '\n', '9'.repeat(513), '\x01\xff', '   ', '12'];
	t.deepEqual(decodeLines(bytesOf(lines.map(line => `${line}\r`).join(''))).readings, [{code: '12'}]);
	t.is(decodeLines(bytesOf('9'.repeat(2000))).tail.length, 513);
});

test('over a socket a web page’s scan arrives at the till', async t => {
	const simulator = createLineScannerSimulator();
	const server = await simulator.listen({port: 0});
	const transport = createTcpTransport({host: '127.0.0.1', port: server.port});
	const scanner = createLineScanner({transport});
	const code = new Promise<string>(resolve => scanner.onScan(resolve));
	simulator.onChange(() => {
		if (simulator.snapshot().connectionCount === 1 && simulator.snapshot().codes.length === 0) {
			simulator.scan('5901234123457');
		}
	});
	t.is(await code, '5901234123457');
	t.deepEqual(simulator.snapshot().codes, ['5901234123457']);
	await scanner.stop();
	await server.stop();
});

testProp(
	'however the wire cuts the bytes up, the same codes arrive',
	[fc.array(fc.stringMatching(/^[0-9A-Z]{1,20}$/)), fc.array(fc.nat(30))],
	(t, codes, cuts) => {
		const wire = bytesOf(codes.map(code => `${code}\r\n`).join(''));
		const heard: string[] = [];
		let tail: Uint8Array = new Uint8Array();
		let from = 0;
		for (const cut of [...cuts, wire.length]) {
			const decoded = decodeLines(Uint8Array.from([...tail, ...wire.subarray(from, from + cut)]));
			heard.push(...decoded.readings.map(({code}) => code));
			tail = decoded.tail;
			from += cut;
		}
		t.deepEqual(heard, codes);
	},
);
