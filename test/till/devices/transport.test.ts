import {once} from 'node:events';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {createServer, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import test from 'ava';
import {SerialPort, SerialPortMock} from 'serialport';
import {openPseudoTerminal} from '../../../scripts/devices/pseudo-terminal.ts';
import type {Clock} from '../../../till/devices/clock.ts';
import {openTransport} from '../../../till/devices/open-transport.ts';
import {backoffAfter, type ConnectionEvents, createReconnectingTransport} from '../../../till/devices/reconnecting.ts';
import {createSerialTransport, type MakePort, type SerialAddress} from '../../../till/devices/serial-transport.ts';
import {createTcpTransport} from '../../../till/devices/tcp-transport.ts';
import type {Transport} from '../../../till/devices/transport.ts';
import {createVirtualClock} from './virtual-clock.ts';

const hasSocat = (process.env['PATH'] ?? '').split(delimiter).some(folder => existsSync(join(folder, 'socat')));

function stateOf(transport: Transport, wanted: boolean): Promise<void> {
	if (transport.connected === wanted) return Promise.resolve();
	return new Promise(resolve => {
		transport.onState(connected => {
			if (connected === wanted) resolve();
		});
	});
}

test('the wait between attempts grows to five seconds and no further', t => {
	t.deepEqual([1, 2, 3, 4, 5, 100].map(backoffAfter), [500, 1000, 2000, 5000, 5000, 5000]);
});

test('each attempt is a connection of its own, and nothing an old one says is heard', async t => {
	const clock = createVirtualClock();
	const attempts: {events: ConnectionEvents; written: Uint8Array[]; closed: boolean; atMs: number}[] = [];
	const startMs = clock.now();
	const transport = createReconnectingTransport({
		clock,
		connect(events) {
			const attempt = {events, written: [] as Uint8Array[], closed: false, atMs: clock.now() - startMs};
			attempts.push(attempt);
			return {
				write(bytes) {
					attempt.written.push(bytes);
					return true;
				},
				async close() {
					attempt.closed = true;
				},
			};
		},
	});
	const heard: number[] = [];
	const states: boolean[] = [];
	transport.onBytes(bytes => heard.push(...bytes));
	transport.onState(connected => states.push(connected));
	const [first] = attempts;
	t.false(transport.write(Uint8Array.of(1)), 'nothing is held back for later');
	first?.events.opened();
	t.true(transport.write(Uint8Array.of(2)));
	first?.events.bytes(Uint8Array.of(3));
	first?.events.closed();
	first?.events.closed();
	first?.events.bytes(Uint8Array.of(4));
	t.false(transport.write(Uint8Array.of(5)));
	await clock.pass(499);
	t.is(attempts.length, 1);
	await clock.pass(1);
	t.is(attempts.length, 2);
	attempts[1]?.events.closed();
	await clock.pass(1000);
	attempts[2]?.events.opened();
	first?.events.opened();
	t.deepEqual(heard, [3]);
	t.deepEqual(states, [true, false, true]);
	t.deepEqual(
		attempts.map(({written}) => written.map(bytes => [...bytes])),
		[[[2]], [], []],
	);
	t.true(first?.closed);
	t.deepEqual(
		attempts.map(({atMs}) => atMs),
		[0, 500, 1500],
	);
	await transport.stop();
	await clock.pass(60_000);
	t.is(attempts.length, 3);
	t.true(attempts[2]?.closed);
});

test('a cable over TCP carries bytes both ways and mends itself', async t => {
	const sockets: Socket[] = [];
	const arrivals = new EventTarget();
	const server = createServer(socket => {
		socket.on('error', () => socket.destroy());
		socket.on('data', bytes => socket.write(Uint8Array.from(bytes)));
		sockets.push(socket);
		arrivals.dispatchEvent(new Event('socket'));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	const transport = openTransport({kind: 'tcp', host: '127.0.0.1', port}, {clock: hurried});
	await stateOf(transport, true);
	const echo = new Promise<Uint8Array>(resolve => transport.onBytes(resolve));
	t.true(transport.write(Uint8Array.of(1, 2, 3)));
	t.deepEqual([...(await echo)], [1, 2, 3]);
	if (sockets.length === 0) await once(arrivals, 'socket');
	sockets[0]?.end();
	await stateOf(transport, false);
	t.false(transport.write(Uint8Array.of(4)));
	await stateOf(transport, true);
	t.is(sockets.length, 2);
	await transport.stop();
	t.false(transport.connected);
	server.close();
	await once(server, 'close');
});

test('a device that is not there is tried again and again', async t => {
	const server = createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	server.close();
	await once(server, 'close');
	const transport = createTcpTransport({host: '127.0.0.1', port, clock: hurried});
	t.false(transport.connected);
	const late = createServer(socket => socket.on('error', () => socket.destroy()));
	late.listen(port, '127.0.0.1');
	await stateOf(transport, true);
	t.true(transport.connected);
	await transport.stop();
	late.close();
});

/** Ten times as fast as the wall clock. */
const hurried: Clock = {
	now: () => Date.now() * 10,
	after(delayMs, task) {
		const timer = setTimeout(task, delayMs / 10);
		return () => clearTimeout(timer);
	},
};

const scalePort: SerialAddress = {
	kind: 'serial',
	path: '/dev/ostoja-scale',
	baudRate: 9600,
	dataBits: 7,
	parity: 'odd',
	stopBits: 1,
};

test('a serial port is opened anew after it was lost, and never written while closed', async t => {
	const {binding} = SerialPortMock;
	binding.createPort(scalePort.path, {echo: true, record: true});
	const {ports, makePort} = mockPorts();
	const transport = createSerialTransport(scalePort, {clock: hurried, makePort});
	t.false(transport.write(Uint8Array.of(9)), 'not open yet');
	await stateOf(transport, true);
	const echo = new Promise<Uint8Array>(resolve => transport.onBytes(resolve));
	t.true(transport.write(Uint8Array.of(0x04, 0x05)));
	t.deepEqual([...(await echo)].slice(0, 2), [0x04, 0x05]);
	ports[0]?.emit('close', new Error('unplugged'));
	t.false(transport.connected);
	t.false(transport.write(Uint8Array.of(7)));
	await stateOf(transport, true);
	t.is(ports.length, 2);
	t.not(ports[0], ports[1]);
	t.false(ports[0]?.isOpen);
	await transport.stop();
	t.false(ports[1]?.isOpen);
});

function mockPorts() {
	const {binding} = SerialPortMock;
	const ports: SerialPort[] = [];
	const makePort: MakePort = ({path, baudRate, dataBits, parity, stopBits}) => {
		const options = {path, baudRate, dataBits, parity, stopBits, autoOpen: false, binding};
		const port = new SerialPort(options as ConstructorParameters<typeof SerialPort>[0]);
		ports.push(port);
		return port;
	};
	return {ports, makePort};
}

test('a serial port that is let go while it is being opened does not stay open', async t => {
	const path = '/dev/ostoja-hasty';
	SerialPortMock.binding.createPort(path, {echo: true});
	const {ports, makePort} = mockPorts();
	const address = {...scalePort, path};
	const hasty = createSerialTransport(address, {clock: hurried, makePort});
	t.true(ports[0]?.opening);
	await hasty.stop();
	t.false(hasty.connected);
	t.false(ports[0]?.isOpen);
	const next = createSerialTransport(address, {clock: hurried, makePort});
	await stateOf(next, true);
	t.is(ports.length, 2, 'nothing held the lock');
	await next.stop();
});

test('a wire that was just lost is let go before stopping is done', async t => {
	const clock = createVirtualClock();
	let events: ConnectionEvents | undefined;
	let release = () => {};
	const transport = createReconnectingTransport({
		clock,
		connect(told) {
			events = told;
			return {write: () => true, close: () => new Promise<void>(resolve => (release = resolve))};
		},
	});
	events?.opened();
	events?.closed();
	let isStopped = false;
	const stopped = transport.stop().then(() => {
		isStopped = true;
	});
	await clock.pass(1);
	t.false(isStopped, 'the old wire is still held');
	release();
	await stopped;
	t.true(isStopped);
});

for (const [flowControl, heard] of [
	['xon-xoff', [0x41, 0x42]],
	[undefined, [0x41, 0x13, 0x11, 0x42]],
] as const) {
	(hasSocat ? test : test.skip)(
		`a device that holds the till back by ${flowControl ?? 'nothing'} is heard`,
		async t => {
			const folder = mkdtempSync(join(tmpdir(), 'ostoja-serial-'));
			const path = join(folder, 'device');
			const server = createServer(socket => socket.on('error', () => socket.destroy()));
			const plugged = once(server, 'connection') as Promise<Socket[]>;
			server.listen(0, '127.0.0.1');
			await once(server, 'listening');
			const bound = server.address();
			const terminal = await openPseudoTerminal(path, typeof bound === 'object' && bound !== null ? bound.port : 0);
			const address: SerialAddress = {
				...scalePort,
				path,
				dataBits: 8,
				parity: 'none',
				...(flowControl && {flowControl}),
			};
			const transport = createSerialTransport(address);
			t.teardown(async () => {
				await transport.stop();
				await terminal.stop();
				server.close();
				rmSync(folder, {recursive: true, force: true});
			});
			await stateOf(transport, true);
			const bytes: number[] = [];
			const whole = new Promise<void>(resolve => {
				transport.onBytes(come => {
					bytes.push(...come);
					if (bytes.at(-1) === 0x42) resolve();
				});
			});
			const [device] = await plugged;
			device?.write(Uint8Array.of(0x41, 0x13, 0x11, 0x42));
			await whole;
			t.deepEqual(bytes, [...heard]);
		},
	);
}

test('a serial port that does not exist is waited for', async t => {
	const transport = openTransport({...scalePort, path: '/dev/ostoja-nothing'}, {clock: hurried});
	t.false(transport.connected);
	t.false(transport.write(Uint8Array.of(1)));
	await transport.stop();
});
