/** The question before a whole receipt is voided, in the place of the goods or of the ways to pay. */
import {useDesk} from '../desk-context.ts';
import {Entry} from './entry.tsx';
import {BackKey, DashedRepeat, PluKey} from './entry-keys.tsx';
import {MainKey} from './key.tsx';
import {Keypad} from './keypad.tsx';

export function VoidingSale() {
	const desk = useDesk();
	const words = desk.words.value;
	return (
		<>
			<VoidQuestion />
			<Entry hint={words.more.voidQuestion}>
				<BackKey onPress={() => desk.sale.home()} />
			</Entry>
			<Keypad
				first={<PluKey disabled />}
				second={<DashedRepeat />}
				main={<MainKey face={words.sale.remove} small={words.more.voidKey} onPress={() => desk.sale.removeSale()} />}
			/>
		</>
	);
}

function VoidQuestion() {
	const desk = useDesk();
	const words = desk.words.value.more;
	const sale = desk.snapshot.value?.sale;
	if (sale === undefined) return null;
	const goodsCount = sale.lines.filter(line => line.kind === 'goods').length;
	return (
		<div class="panel advice" role="alertdialog" aria-label={words.voidQuestion}>
			<h2>{words.voidQuestion}</h2>
			<p class="figure">{words.voidWhat(goodsCount, sale.dueGrosze)}</p>
			<p>{words.voidConsequence}</p>
		</div>
	);
}
