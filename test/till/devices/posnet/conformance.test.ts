import {conformsAsFiscalPrinter} from '../conformance/fiscal-printer.ts';
import {memoryBench, socketBench} from './bench.ts';

/** Every byte on its own: the worst that a slow serial converter does. */
const byteByByte = (bytes: Uint8Array) => [...bytes].map(byte => Uint8Array.of(byte));

/** The item is locked for this rate. */
const skills = {lineRefusal: 2106, barcode: true};

conformsAsFiscalPrinter('POSNET', memoryBench, skills);
conformsAsFiscalPrinter('POSNET byte by byte', () => memoryBench({split: byteByByte}), skills);
conformsAsFiscalPrinter('POSNET over TCP', socketBench, skills);
conformsAsFiscalPrinter('POSNET set to Mazovia', () => memoryBench({codePage: 'mazovia'}), skills);
