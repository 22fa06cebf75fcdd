import {conformsAsFiscalPrinter} from '../conformance/fiscal-printer.ts';
import {httpBench, memoryBench} from './bench.ts';

/** A body whose shape is wrong; the API tells where. */
const skills = {lineRefusal: 8, numbersDocuments: true, barcode: true};

conformsAsFiscalPrinter('NoviAPI', memoryBench, skills);
conformsAsFiscalPrinter('NoviAPI over HTTP', httpBench, skills);
