/** The receipt whose goods come back: each line with what is left of it, and in the display what is to be given back. */
import type {ReturnLineView, ReturnStepView} from '../../api/return-view.ts';
import {useDesk} from '../desk-context.ts';
import {money, weight} from '../format.ts';
import {Last, Zloty} from './display.tsx';
import {Pager} from './pager.tsx';
import {receiptWords} from './return-finding.tsx';

const rowCount = 8;

export function ReturnList({step}: {readonly step: ReturnStepView}) {
	const desk = useDesk();
	const words = desk.words.value.returns;
	const isOpen = step.at === 'choosing' || step.at === 'giving';
	const lines = isOpen ? step.lines : [];
	const refundGrosze = isOpen || step.at === 'given' ? step.refundGrosze : 0;
	const page = desk.returns.pages.show(lines, rowCount);
	return (
		<section class="receipt returned" aria-label={words.title}>
			<div class="head">
				<h1>
					<span>{words.title}</span>
					<small data-testid="return-receipt">{isOpen ? receiptWords(step.receipt, words) : ''}</small>
				</h1>
				{page.count > 1 && <Pager name="return-lines" page={page} pages={desk.returns.pages} />}
			</div>
			<ol class="lines" data-testid="return-lines">
				{page.items.map(line => (
					<li key={line.line}>
						<Line line={line} disabled={step.at !== 'choosing'} />
					</li>
				))}
			</ol>
			<div class="display">
				{isOpen ? (
					<Last
						name={words.goods}
						sub={step.depositsGrosze > 0 ? desk.words.value.sale.deposit(money(step.depositsGrosze)) : ''}
						amountGrosze={step.goodsGrosze}
						testId="returned-goods"
					/>
				) : (
					<div class="last" />
				)}
				<div class="total">
					<span class="word">{words.refund}</span>
					<span class="aside" />
					<span class="sum" data-testid="refund" data-grosze={refundGrosze}>
						{money(refundGrosze)}
						<Zloty />
					</span>
					<span class="split" />
				</div>
			</div>
		</section>
	);
}

function Line({line, disabled}: {readonly line: ReturnLineView; readonly disabled: boolean}) {
	const desk = useDesk();
	const words = desk.words.value.returns;
	const {left, sold, chosen, unit} = line;
	const amount = (of: number) => (unit === 'szt' ? desk.words.value.sale.pieces(of) : weight(of));
	const state = left === 0 ? words.allBack : words.left(amount(left), amount(sold));
	return (
		<button
			type="button"
			class={`line ${chosen > 0 ? 'selected' : ''}`}
			data-testid={`return-line-${line.line}`}
			data-chosen={chosen}
			aria-pressed={chosen > 0}
			disabled={disabled || left === 0}
			onClick={() => desk.press(() => desk.returns.touch(line, unit))}
		>
			<span class="number">{line.line}</span>
			<span class="name">{line.name}</span>
			<span class="sub">{chosen > 0 ? words.back(amount(chosen)) : state}</span>
			<span class="sum">{money(line.totalGrosze)}</span>
			<span class="vat" />
		</button>
	);
}
