import {conformsAsScale} from '../conformance/scale.ts';
import {memoryBench, socketBench} from './bench.ts';

const byteByByte = (bytes: Uint8Array) => [...bytes].map(byte => Uint8Array.of(byte));

conformsAsScale('Dialog 06', memoryBench);
conformsAsScale('Dialog 06 byte by byte', () => memoryBench({split: byteByByte}));
conformsAsScale('Dialog 06 over TCP', socketBench);
