/** Why goods come back, which register of the office says so, and in which way the money goes back. */
import type {ReturnStepView} from '../../api/return-view.ts';
import {returnRegisters} from '../../domain/entry.ts';
import type {RefundWay} from '../../domain/refund-ways.ts';
import {reasonsOf, registerOf} from '../../domain/return-reasons.ts';
import {useDesk} from '../desk-context.ts';
import {money} from '../format.ts';
import type {ReturnWords} from '../words/return-kinds.ts';
import {Icon} from './icon.tsx';
import {Key} from './key.tsx';

export function ReturnTerms({step}: {readonly step: Extract<ReturnStepView, {at: 'choosing' | 'giving'}>}) {
	const desk = useDesk();
	const words = desk.words.value.returns;
	const {returns} = desk;
	const isGiving = step.at === 'giving';
	const reason = returns.reason.value;
	const {offered, chosen} = returns.way(step.ways);
	const written = step.register ?? (reason && registerOf(reason));
	return (
		<div class="return-terms">
			{!step.serverAsked && (
				<p class="not-found" role="status" data-testid="without-server">
					<Icon name="anchor" />
					<span>{words.withoutServer}</span>
				</p>
			)}
			{returnRegisters.map(register => (
				<section key={register} class="return-why">
					<h2 data-testid={`register-${register}`} data-written={written === register}>
						{words.why[register]}{' '}
						<small class={written === register ? 'written' : ''}>{words.registers[register]}</small>
					</h2>
					<div class="return-keys return-reasons">
						{reasonsOf(register).map(each => (
							<Key
								key={each}
								testId={`reason-${each}`}
								kind="op"
								disabled={isGiving}
								on={reason === each}
								onPress={() => returns.chooseReason(each)}
							>
								{words.reasons[each]}
							</Key>
						))}
					</div>
				</section>
			))}
			<h2>{words.how}</h2>
			<div class="return-keys return-ways">
				{offered.map(way => (
					<Key
						key={way.kind}
						testId={`refund-${way.kind}`}
						kind="op"
						disabled={isGiving}
						on={way === chosen}
						onPress={() => returns.chooseKind(way.kind)}
					>
						{wayWords(way, words)}
					</Key>
				))}
			</div>
		</div>
	);
}

function wayWords({kind, tenders, insteadGrosze}: RefundWay, words: ReturnWords): string {
	if (insteadGrosze !== undefined) return words.cashInstead;
	if (tenders.length < 2) return words.kinds[kind];
	const [first = '', ...others] = tenders.map(each => `${words.kinds[each.kind]} ${money(each.amountGrosze)}`);
	return [first, ...others.map(other => other.charAt(0).toLowerCase() + other.slice(1))].join(' + ');
}
