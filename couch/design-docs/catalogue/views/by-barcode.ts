/** Which product a barcode stands for; two rows of one key are two products that claim it. */
import type {Document} from '../../context.ts';

export function map(doc: Document): void {
	if (doc['type'] !== 'product' || !Array.isArray(doc['barcodes'])) return;
	for (const barcode of doc['barcodes']) emit(barcode, doc['name']);
}
