import {conformsAsFiscalPrinter, type PrinterSkills} from '../conformance/fiscal-printer.ts';
import {httpBench, memoryBench} from './bench.ts';

/** A body whose shape is wrong; the API tells where. */
const skills: PrinterSkills = {
	lineRefusal: 8,
	numbersDocuments: true,
	barcode: true,
	blockRefusals: [[14, 'memory-full']],
};

conformsAsFiscalPrinter('NoviAPI', memoryBench, skills);
conformsAsFiscalPrinter('NoviAPI over HTTP', httpBench, skills);
