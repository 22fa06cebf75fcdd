/** The rig of the one protocol that is requests and no cable. */
import {createNoviApiPrinter} from '../../till/devices/noviapi/driver.ts';
import {createHttpDoor} from '../../till/devices/noviapi/http-door.ts';
import {listenHttp} from '../../till/devices/noviapi/http-listener.ts';
import {createMemoryDoor, type HttpDevice, type MemoryDoor} from '../../till/devices/noviapi/memory-door.ts';
import {createNoviApiSimulator} from '../../till/devices/noviapi/simulator.ts';
import type {Rig, Stand, StandOptions} from './rig.ts';

type Simulator = ReturnType<typeof createNoviApiSimulator>;

const delayMs = 2;

export const noviApiRig: Rig = {
	// Another request has the port: whatever is asked may be answered so.
	refusalCode: 6,
	async stand(options, wires) {
		const simulator = createNoviApiSimulator(options);
		return wires === 'memory' ? inMemory(simulator, options) : overHttp(simulator);
	},
};

function inMemory(simulator: Simulator, {clock: shopClock}: StandOptions): Stand {
	let held: MemoryDoor | undefined;
	let isCut = false;
	return {
		simulator,
		join(clock) {
			const door = createMemoryDoor({device: simulator, clock: shopClock, delayMs});
			held = door;
			if (isCut) door.cut();
			return {printer: createNoviApiPrinter({door, clock}), drop: () => void door.stop()};
		},
		cut() {
			isCut = true;
			held?.cut();
		},
		restore() {
			isCut = false;
			held?.restore();
		},
		stop: async () => undefined,
	};
}

async function overHttp(simulator: Simulator): Promise<Stand> {
	let isCut = false;
	const device: HttpDevice = {
		get reachable() {
			return !isCut && simulator.reachable;
		},
		handle: request => (isCut ? Promise.resolve(undefined) : simulator.handle(request)),
	};
	const listener = await listenHttp(device, {port: 0});
	return {
		simulator,
		join(clock) {
			const door = createHttpDoor({host: '127.0.0.1', port: listener.port});
			return {printer: createNoviApiPrinter({door, clock}), drop: () => void door.stop()};
		},
		cut() {
			isCut = true;
		},
		restore() {
			isCut = false;
		},
		stop: () => listener.stop(),
	};
}
