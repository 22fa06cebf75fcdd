/** A driver that prints slips one after the other, and a bare socket that sends the same bytes. */
import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {join} from 'node:path';
import {connected} from '../../../test/till/devices/connected.ts';
import {createElzabPrinter} from '../../../till/devices/elzab/driver.ts';
import type {FiscalPrinter} from '../../../till/devices/fiscal-printer.ts';
import {createNoviApiPrinter} from '../../../till/devices/noviapi/driver.ts';
import {createHttpDoor} from '../../../till/devices/noviapi/http-door.ts';
import {createNovitusXmlPrinter} from '../../../till/devices/novitus-xml/driver.ts';
import {createPosnetPrinter} from '../../../till/devices/posnet/driver.ts';
import {createTcpTransport} from '../../../till/devices/tcp-transport.ts';
import {createThermalPrinter} from '../../../till/devices/thermal/driver.ts';
import type {Transport} from '../../../till/devices/transport.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {benchSlip, type PrinterProtocol, printerAtBench} from '../print-slips.ts';
import {serveSide} from '../side.ts';

const host = '127.0.0.1';
const drivers: Readonly<Record<Exclude<PrinterProtocol, 'noviapi'>, (transport: Transport) => FiscalPrinter>> = {
	posnet: transport => createPosnetPrinter({transport}),
	thermal: transport => createThermalPrinter({transport, maker: 'novitus'}),
	'novitus-xml': transport => createNovitusXmlPrinter({transport}),
	elzab: transport => createElzabPrinter({transport, uniqueNumber: printerAtBench.uniqueNumber}),
};

let printer: FiscalPrinter | undefined;
let printedCount = 0;
/** What the driver sent with its last slip, write by write. */
let sent: Uint8Array[] = [];

/** The end of an answer of POSNET, the one wire on which every write is answered. */
const endOfAnswer = 0x03;

async function exchange(socket: Socket, bytes: Uint8Array): Promise<void> {
	socket.write(bytes);
	for (;;) {
		const [answer] = (await once(socket, 'data')) as [Uint8Array];
		if (answer.at(-1) === endOfAnswer) return;
	}
}

const calls = {
	async connect({protocol, port}: {readonly protocol: PrinterProtocol; readonly port: number}) {
		if (protocol === 'noviapi') {
			printer = createNoviApiPrinter({door: createHttpDoor({host, port})});
			return;
		}
		const transport = createTcpTransport({host, port});
		const {write} = transport;
		const recording: Transport = {
			...transport,
			get connected() {
				return transport.connected;
			},
			write(bytes) {
				sent.push(bytes);
				return write(bytes);
			},
		};
		printer = drivers[protocol](recording);
		await connected(transport);
	},

	/** From the first byte of a slip until its number is known. */
	async printSlip() {
		if (printer === undefined) throw new Error('no printer is connected');
		printedCount += 1;
		const slip = benchSlip(printedCount);
		sent = [];
		const beganMs = performance.now();
		const opening = await printer.open(slip);
		const closing = await printer.close(slip, {onWaiting: () => undefined});
		const tookMs = performance.now() - beganMs;
		if (opening.outcome !== 'confirmed') throw new Error(`not opened: ${JSON.stringify(opening)}`);
		if (closing.outcome !== 'confirmed') throw new Error(`not printed: ${JSON.stringify(closing)}`);
		return {tookMs, number: closing.value.fiscalNumber};
	},

	/** The bytes of the last slip once more, by a socket that waits for each answer and looks at none. */
	async sendBare({port, count}: {readonly port: number; readonly count: number}) {
		const socket = connect({host, port, noDelay: true});
		await once(socket, 'connect');
		const tookMs: number[] = [];
		for (let slip = 0; slip < count; slip++) {
			const beganMs = performance.now();
			for (const bytes of sent) await exchange(socket, bytes);
			tookMs.push(performance.now() - beganMs);
		}
		socket.destroy();
		return {tookMs};
	},

	/** What the journal's two writes of a slip take, on disk included. */
	async keepSlips({folder, count}: {readonly folder: string; readonly count: number}) {
		const replica = await openReplica({dataDir: join(folder, 'till'), till: 'bench'});
		const tookMs: number[] = [];
		for (let number = 1; number <= count; number++) {
			const slip = benchSlip(number);
			const beganMs = performance.now();
			replica.journal.write(slip.saleId, {slip, state: 'opening'});
			replica.journal.write(slip.saleId, {slip, state: 'closing'});
			tookMs.push(performance.now() - beganMs);
			replica.journal.done(slip.saleId);
		}
		await replica.close();
		return {tookMs};
	},

	async stop() {
		await printer?.stop();
	},
};

export type CashDeskSide = typeof calls;

serveSide(calls);
