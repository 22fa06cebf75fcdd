/** One slip of the sale: whose printer, how much, and how far it has come. */
import type {PrinterView, PrintingProblem, SlipView} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {money} from '../format.ts';
import type {PrintingWords} from '../words/printing-kinds.ts';
import {Zloty} from './display.tsx';
import {Icon, type IconName} from './icon.tsx';

interface SlipCardProps {
	readonly slip: SlipView;
	readonly count: number;
	readonly problem: PrintingProblem | undefined;
}

const icons: Readonly<Record<SlipView['state'], IconName>> = {
	waiting: 'wait',
	printing: 'printer',
	printed: 'good',
	stopped: 'need',
	asking: 'question',
	abandoned: 'none',
};

export function SlipCard({slip, count, problem}: SlipCardProps) {
	const words = useDesk().words.value.printing;
	const trouble = problem?.route === slip.route ? problem : undefined;
	const tone = trouble !== undefined ? 'stop' : slip.state === 'printed' ? 'good' : '';
	return (
		<div class={`panel slip ${tone}`} data-testid={`slip-${slip.route}`} data-state={slip.state}>
			<p class="whose">
				<span>{words.slipOf(slip.number, count)}</span>
				<span>{words.printer(slip.printer)}</span>
			</p>
			<span class="amount">
				{money(slip.dueGrosze)}
				<Zloty />
			</span>
			<p class="what">
				{slip.route === 'alcohol' && <b>{words.alcohol} · </b>}
				{words.what(slip.lineCount)}
				{slip.fiscalNumber !== undefined && ` · ${words.fiscalNumber(slip.fiscalNumber)}`}
			</p>
			<p class="state">
				<Icon name={trouble === undefined ? icons[slip.state] : trouble.kind === 'question' ? 'question' : 'need'} />
				{trouble?.kind === 'waiting' ? waitsFor(trouble.condition, words) : words.state[slip.state]}
			</p>
		</div>
	);
}

function waitsFor(condition: PrinterView['condition'], words: PrintingWords): string {
	return condition === 'ready' || condition === 'busy' ? words.state.printing : words.waitsFor[condition];
}
