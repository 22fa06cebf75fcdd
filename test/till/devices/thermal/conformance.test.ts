import {conformsAsFiscalPrinter} from '../conformance/fiscal-printer.ts';
import {memoryBench, socketBench} from './bench.ts';

/** Every byte on its own: the worst that a slow serial converter does. */
const byteByByte = (bytes: Uint8Array) => [...bytes].map(byte => Uint8Array.of(byte));

/** Rate unknown or inactive, or the item locked for it. */
const lineRefusal = 18;
/** The Thermal of POSNET has no field for a buyer. */
const posnet = {lineRefusal, buyerNip: false};
const novitus = {lineRefusal};

conformsAsFiscalPrinter('Thermal of POSNET', memoryBench, posnet);
conformsAsFiscalPrinter('Thermal of POSNET byte by byte', () => memoryBench({split: byteByByte}), posnet);
conformsAsFiscalPrinter('Thermal of POSNET over TCP', () => socketBench('posnet'), posnet);
conformsAsFiscalPrinter('Thermal of Novitus', () => memoryBench({maker: 'novitus'}), novitus);
conformsAsFiscalPrinter('Thermal of Novitus over TCP', () => socketBench('novitus'), novitus);
conformsAsFiscalPrinter('Thermal, every sum told', () => memoryBench({closing: '$x'}), posnet);
conformsAsFiscalPrinter('Thermal, every payment told', () => memoryBench({closing: '$y'}), posnet);
