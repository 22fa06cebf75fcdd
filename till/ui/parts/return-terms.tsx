/** Why goods come back, which register of the office says so, and in which way the money goes back. */
import type {ReturnStepView} from '../../api/return-view.ts';
import {returnRegisters} from '../../domain/entry.ts';
import {reasonsOf, registerOf} from '../../domain/return-reasons.ts';
import {useDesk} from '../desk-context.ts';
import {Icon} from './icon.tsx';
import {Key} from './key.tsx';

export function ReturnTerms({step}: {readonly step: Extract<ReturnStepView, {at: 'choosing' | 'giving'}>}) {
	const desk = useDesk();
	const words = desk.words.value.returns;
	const {returns} = desk;
	const isGiving = step.at === 'giving';
	const reason = returns.reason.value;
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
				{step.kinds.map(kind => (
					<Key
						key={kind}
						testId={`refund-${kind}`}
						kind="op"
						disabled={isGiving}
						on={returns.kind.value === kind}
						onPress={() => returns.chooseKind(kind)}
					>
						{words.kinds[kind]}
					</Key>
				))}
			</div>
		</div>
	);
}
