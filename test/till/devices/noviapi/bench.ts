/** The NoviAPI driver and its simulator, joined in memory or by real HTTP. */
import {systemClock} from '../../../../till/devices/clock.ts';
import {createNoviApiPrinter} from '../../../../till/devices/noviapi/driver.ts';
import {
	createHttpDoor,
	type HttpDoor,
	type HttpReply,
	type HttpRequest,
} from '../../../../till/devices/noviapi/http-door.ts';
import {createMemoryDoor} from '../../../../till/devices/noviapi/memory-door.ts';
import {createNoviApiSimulator, type NoviApiSimulatorOptions} from '../../../../till/devices/noviapi/simulator.ts';
import type {PrinterBench} from '../conformance/fiscal-printer.ts';
import {shopVat} from '../slips.ts';
import {createVirtualClock} from '../virtual-clock.ts';

export const shopPrinter = {
	uniqueNumber: 'ZBN1901007094',
	header: ['Sklep OSTOJA', 'ul. Rynkowa 1, 30-001 Kraków', 'NIP 676-000-00-00'],
	vat: shopVat,
} as const;

/** `PUT receipt`: what went out, without numbers and queries. */
export function nameOf({method, path}: HttpRequest): string {
	return `${method} ${path.replace('/api/v1/', '').replace(/[/?].*$/, '')}`;
}

/** Hears everything that goes through a door, and may put an answer in place of the printer's. */
function overheard(door: HttpDoor) {
	const sent: HttpRequest[] = [];
	const instead: {readonly name: string; readonly reply: HttpReply}[] = [];
	const listening: HttpDoor = {
		request(request) {
			sent.push(request);
			const place = instead.findIndex(({name}) => name === nameOf(request));
			const [replaced] = place === -1 ? [] : instead.splice(place, 1);
			return replaced === undefined ? door.request(request) : Promise.resolve(replaced.reply);
		},
		stop: () => door.stop(),
	};
	return {
		listening,
		sent,
		names: () => sent.map(nameOf),
		answerInstead: (name: string, reply: HttpReply) => void instead.push({name, reply}),
	};
}

export async function memoryBench(options: Partial<NoviApiSimulatorOptions> & {readonly queueIsShared?: boolean} = {}) {
	const {queueIsShared = false, ...simulated} = options;
	const clock = createVirtualClock();
	const simulator = createNoviApiSimulator({...shopPrinter, clock, ...simulated});
	const cable = createMemoryDoor({device: simulator, clock, delayMs: 2});
	const {listening, ...wire} = overheard(cable);
	const totalForm = simulated.totalHoldsDeposits ? 'goods-and-deposits' : 'goods';
	const startAnew = () => createNoviApiPrinter({door: listening, clock, totalForm, queueIsShared});
	const printer = startAnew();
	return {
		...wire,
		clock,
		cable,
		simulator,
		printer,
		/** The till was switched off and on: a driver that knows of nothing. */
		startAnew,
		run: <T>(promise: Promise<T>) => clock.until(promise),
		async recover() {
			simulator.powerOn();
			cable.restore();
		},
		stop: () => clock.until(printer.stop()),
	};
}

export type MemoryBench = Awaited<ReturnType<typeof memoryBench>>;

export async function httpBench(): Promise<PrinterBench> {
	const simulator = createNoviApiSimulator(shopPrinter);
	const server = await simulator.listen({port: 0});
	const door = createHttpDoor({host: '127.0.0.1', port: server.port});
	// Real time: short waits, so that the tests of silence take little.
	const timeouts = {readMs: 3000, jobMs: 6000, closeMs: 3000, reportMs: 6000, pollMs: 50};
	const printer = createNoviApiPrinter({door, timeouts, clock: systemClock});
	return {
		simulator,
		printer,
		run: promise => promise,
		recover: async () => simulator.powerOn(),
		async stop() {
			await printer.stop();
			await server.stop();
		},
	};
}
