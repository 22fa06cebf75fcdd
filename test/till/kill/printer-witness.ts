/**
 * A simulated printer on its port, and somebody who stands beside it all day: remembers every document that its
 * fiscal memory took in, and sees it stir.
 */
import type {DeviceEnd} from '../../../till/devices/device-end.ts';
import {createPosnetPrinter} from '../../../till/devices/posnet/driver.ts';
import {createPosnetSimulator} from '../../../till/devices/posnet/simulator.ts';
import type {WiredPrinter} from '../../../till/devices/simulated/machine.ts';
import {listenTcp, type TcpListener} from '../../../till/devices/tcp-listener.ts';
import {createTcpTransport} from '../../../till/devices/tcp-transport.ts';
import {vatTable} from '../domain/shop.ts';

type Document = ReturnType<WiredPrinter['book']>['records'][number];

/** Slow enough to be killed in the middle of. */
const printMs = 6;

export class PrinterWitness {
	readonly simulator: WiredPrinter;
	#listener: TcpListener | undefined;
	readonly #documents: Document[] = [];
	#documentCount = 0;
	#closingCount = 0;

	private constructor(simulator: WiredPrinter, onStir: () => void) {
		this.simulator = simulator;
		simulator.onChange(() => {
			const {documentCount, records} = simulator.book();
			const fresh = documentCount - this.#documentCount;
			if (fresh > 0) this.#documents.push(...records.slice(-fresh));
			this.#documentCount = documentCount;
			onStir();
		});
	}

	static async open(
		uniqueNumber: string,
		receiptAfterPowerCut: 'cancelled' | 'kept',
		onStir: () => void,
	): Promise<PrinterWitness> {
		const header = ['Delikatesy Ostoja', 'NIP 676-000-00-00'];
		const simulator = createPosnetSimulator({uniqueNumber, header, vat: vatTable, printMs, receiptAfterPowerCut});
		const witness = new PrinterWitness(simulator, onStir);
		witness.#listener = await listenTcp(end => simulator.attach(witness.#overheard(end)), {port: 0});
		return witness;
	}

	get port(): number {
		return this.#listener?.port ?? 0;
	}

	/** How many commands to close a receipt came over the wire, whatever became of them. */
	get closingCount(): number {
		return this.#closingCount;
	}

	/** Completed receipts, oldest first. */
	get receipts(): readonly Document[] {
		return this.#documents.filter(({kind}) => kind === 'receipt');
	}

	get reportCount(): number {
		return this.simulator.book().dailyReportCount;
	}

	/** New paper, a closed cover, power, and no fault that is still to come. */
	mend(): void {
		this.simulator.powerOn();
		this.simulator.clearFault();
	}

	/** A daily report made past the till. A printer refuses it in the middle of a receipt, and of a day without one. */
	async printReport(): Promise<void> {
		const printer = createPosnetPrinter({transport: createTcpTransport({host: '127.0.0.1', port: this.port})});
		const clock = await this.#connected(() => printer.clock());
		const report = await printer.dailyReport(clock.slice(0, 10));
		await printer.stop();
		if (report.outcome === 'unknown') throw new Error(`A report nobody knows of: ${report.reason}`);
	}

	async stop(): Promise<void> {
		await this.#listener?.stop();
	}

	#overheard(end: DeviceEnd): DeviceEnd {
		return {
			...end,
			onBytes: listener =>
				end.onBytes(bytes => {
					this.#closingCount += new TextDecoder('latin1').decode(bytes).split('trend\t').length - 1;
					listener(bytes);
				}),
		};
	}

	async #connected(ask: () => ReturnType<ReturnType<typeof createPosnetPrinter>['clock']>): Promise<string> {
		for (;;) {
			const answer = await ask();
			if (answer.outcome === 'confirmed') return answer.value;
			await new Promise(resolve => setTimeout(resolve, 5));
		}
	}
}
