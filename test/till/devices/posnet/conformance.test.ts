import {conformsAsFiscalPrinter, type PrinterSkills} from '../conformance/fiscal-printer.ts';
import {memoryBench, socketBench} from './bench.ts';

/** Every byte on its own: the worst that a slow serial converter does. */
const byteByByte = (bytes: Uint8Array) => [...bytes].map(byte => Uint8Array.of(byte));

/** The item is locked for this rate. */
const skills: PrinterSkills = {
	lineRefusal: 2106,
	barcode: true,
	blockRefusals: [
		[383, 'report-due'],
		[387, 'memory-full'],
		[484, 'subscription'],
		[488, 'subscription'],
		[2002, 'no-header'],
		[2004, 'no-vat'],
		[2034, 'not-fiscal'],
		[2036, 'read-only'],
		[2903, 'memory-full'],
		[3733, 'keys'],
		[3735, 'keys'],
		[4201, 'service'],
	],
};

conformsAsFiscalPrinter('POSNET', memoryBench, skills);
conformsAsFiscalPrinter('POSNET byte by byte', () => memoryBench({split: byteByByte}), skills);
conformsAsFiscalPrinter('POSNET over TCP', socketBench, skills);
conformsAsFiscalPrinter('POSNET set to Mazovia', () => memoryBench({codePage: 'mazovia'}), skills);
