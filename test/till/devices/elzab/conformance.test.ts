import {conformsAsFiscalPrinter} from '../conformance/fiscal-printer.ts';
import {memoryBench, socketBench} from './bench.ts';

/** Every byte on its own: the worst that a slow serial converter does. */
const byteByByte = (bytes: Uint8Array) => [...bytes].map(byte => Uint8Array.of(byte));

/** `B`: the name is too short. */
const skills = {lineRefusal: 0x42, deposits: false, cash: false, namesItself: false};

const longNames = {nameLength: 40, codePage: 'cp852', split: byteByByte} as const;

conformsAsFiscalPrinter('ElzabESC byte by byte, with long names in CP852', () => memoryBench(longNames), skills);
conformsAsFiscalPrinter('ElzabESC over TCP', socketBench, skills);
