import {conformsAsFiscalPrinter} from '../conformance/fiscal-printer.ts';
import {memoryBench, socketBench} from './bench.ts';

/** Every byte on its own: the worst that a slow serial converter does. */
const byteByByte = (bytes: Uint8Array) => [...bytes].map(byte => Uint8Array.of(byte));

conformsAsFiscalPrinter('POSNET', memoryBench);
conformsAsFiscalPrinter('POSNET byte by byte', () => memoryBench({split: byteByByte}));
conformsAsFiscalPrinter('POSNET over TCP', socketBench);
