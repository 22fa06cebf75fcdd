/** Which product a barcode stands for; two rows of one key are two products that claim it. */
import type {CatalogueDocument} from '../../documents.ts';

export function map(doc: CatalogueDocument): void {
	if (doc.type !== 'product') return;
	for (const barcode of doc.barcodes) emit(barcode, doc.name);
}
