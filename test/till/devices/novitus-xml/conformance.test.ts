import {conformsAsFiscalPrinter} from '../conformance/fiscal-printer.ts';
import {memoryBench, socketBench} from './bench.ts';

/** Every byte on its own: the worst that a slow serial converter does. */
const byteByByte = (bytes: Uint8Array) => [...bytes].map(byte => Uint8Array.of(byte));

/** The good's rate: inactive, or locked. */
const skills = {lineRefusal: 18};

conformsAsFiscalPrinter('Novitus XML', memoryBench, skills);
conformsAsFiscalPrinter('Novitus XML byte by byte', () => memoryBench({split: byteByByte}), skills);
conformsAsFiscalPrinter('Novitus XML over TCP', socketBench, skills);
