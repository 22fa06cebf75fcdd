/**
 * The rig of NoviAPI, which has no cable: each request is a connection of its own, so a cut is felt by what is under way
 * and by whoever knocks next.
 */
import {createNoviApiPrinter} from '../../till/devices/noviapi/driver.ts';
import {createHttpDoor, type HttpDoor} from '../../till/devices/noviapi/http-door.ts';
import {listenHttp} from '../../till/devices/noviapi/http-listener.ts';
import {createMemoryDoor, type HttpDevice, type MemoryDoor} from '../../till/devices/noviapi/memory-door.ts';
import {createNoviApiSimulator, type NoviApiSimulator} from '../../till/devices/noviapi/simulator.ts';
import type {Clock} from '../../till/domain/clock.ts';
import type {Hold, Rig, Stand} from './rig.ts';

const delayMs = 2;

export const noviApiRig: Rig = {
	/** The API stumbles, and does not say whether before or after it did what it was asked to. */
	refusalCode: 13,
	askAgain: 'GET receipt',
	lacks: {receiptNumbers: true},
	async stand({split: _noCable, ...options}, wires) {
		const simulator = createNoviApiSimulator(options);
		return wires === 'memory' ? inMemory(simulator, options.clock) : onSocket(simulator);
	},
};

function holdAt(door: HttpDoor, clock: Clock): Hold {
	return {printer: createNoviApiPrinter({door, clock}), drop: () => void door.stop()};
}

function inMemory(simulator: NoviApiSimulator, shopClock: Clock): Stand {
	let held: MemoryDoor | undefined;
	let cut = false;
	return {
		simulator,
		join(clock) {
			held = createMemoryDoor({device: simulator, clock: shopClock, delayMs});
			if (cut) held.cut();
			return holdAt(held, clock);
		},
		cut() {
			cut = true;
			held?.cut();
		},
		pressKey: () => undefined,
		restore() {
			cut = false;
			held?.restore();
		},
		stop: async () => undefined,
	};
}

async function onSocket(simulator: NoviApiSimulator): Promise<Stand> {
	const connections = new Set<() => void>();
	let cut = false;
	const device: HttpDevice = {
		reachable: true,
		handle(request) {
			if (cut) return Promise.resolve(undefined);
			return new Promise(resolve => {
				const hangUp = () => resolve(undefined);
				connections.add(hangUp);
				void simulator.handle(request).then(answer => {
					connections.delete(hangUp);
					resolve(answer);
				});
			});
		},
	};
	const listener = await listenHttp(device, {port: 0});
	return {
		simulator,
		join: clock => holdAt(createHttpDoor({host: '127.0.0.1', port: listener.port, clock}), clock),
		cut() {
			cut = true;
			for (const hangUp of connections) hangUp();
			connections.clear();
		},
		pressKey: () => undefined,
		restore() {
			cut = false;
		},
		stop: () => listener.stop(),
	};
}
