/** What becomes of the printer's working memory when the power goes and comes back. */
import {cancelReceipt, type Desk, finishReceipt, plainFooter} from './desk.ts';

/** An open receipt is cancelled at the next start, or kept open: manufacturers do not say, so tills must stand both. */
export type ReceiptAfterPowerCut = 'cancelled' | 'kept';

export function restart(desk: Desk, receiptAfterPowerCut: ReceiptAfterPowerCut): void {
	if (desk.receipt === undefined) {
		desk.footer = plainFooter;
		return;
	}
	// The fiscal part was written before the power went: only the footer is still owed to the customer.
	if (desk.receipt.footerPending) finishReceipt(desk);
	else if (receiptAfterPowerCut === 'cancelled') cancelReceipt(desk);
}
