/** What becomes of a simulated printer's working memory when the power goes and comes back. */
import {cancelReceipt, finishReceipt, plainFooter, type Register} from './register.ts';

/** An open receipt is cancelled at the next start, or kept open: manufacturers do not say, so tills must stand both. */
export type ReceiptAfterPowerCut = 'cancelled' | 'kept';

export function restart(register: Register, receiptAfterPowerCut: ReceiptAfterPowerCut): void {
	const {receipt} = register;
	if (receipt === undefined) {
		register.footer = plainFooter;
		return;
	}
	// The fiscal part was written before the power went: only the footer is still owed to the customer.
	if (receipt.footerPending) finishReceipt(register);
	else if (receiptAfterPowerCut === 'cancelled') cancelReceipt(register, receipt);
}
