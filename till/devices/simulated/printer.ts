/**
 * What every simulated fiscal printer can be made to do, whatever its protocol: the other end of the cable, and the
 * hands of whoever stands beside it.
 */
import type {VatTable} from '../../domain/vat.ts';
import type {Clock} from '../clock.ts';
import type {TcpListener} from '../tcp-listener.ts';
import type {FaultKind, PrinterFault, PrinterSnapshot} from './faults.ts';
import type {MemoryState} from './fiscal-memory.ts';
import type {ReceiptAfterPowerCut} from './power.ts';

/** The steps of a slip that faults are aimed at; each protocol names the command that is it. */
export type PrinterStage =
	| 'begin'
	| 'line'
	| 'deposit'
	| 'payment'
	| 'close'
	| 'cancel'
	| 'report'
	| 'evidence'
	| 'health';

export interface SimulatedPrinterOptions {
	readonly uniqueNumber: string;
	readonly header: readonly string[];
	readonly vat: VatTable;
	/** Where the fiscal memory is kept; in working memory without it. */
	readonly memoryFile?: string;
	readonly clock?: Clock;
	readonly model?: string;
	/** How long a printing command takes. */
	readonly printMs?: number;
	readonly receiptAfterPowerCut?: ReceiptAfterPowerCut;
}

/** What a protocol has no use for: a step that no command is, a fault that nobody would notice. */
export interface Unsupported {
	readonly stages: readonly PrinterStage[];
	readonly faults: readonly FaultKind[];
}

export interface SimulatedPrinter {
	readonly commandOf: Readonly<Record<PrinterStage, string>>;
	readonly unsupported: Unsupported;
	listen(options: {readonly host?: string; readonly port: number}): Promise<TcpListener>;
	setFault(fault: PrinterFault): void;
	/** New paper, a closed cover, a mended device; all faults without a kind. */
	clearFault(kind?: FaultKind): void;
	/** Working memory is lost and every cable goes dead. */
	powerOff(): void;
	powerOn(): void;
	/** What the fiscal memory holds: the printer's own book. */
	book(): MemoryState;
	snapshot(): PrinterSnapshot;
	onChange(listener: () => void): void;
}
