/** Why goods come back, and in which way the money goes back. */
import type {ReturnStepView} from '../../api/return-view.ts';
import {useDesk} from '../desk-context.ts';
import {Icon} from './icon.tsx';
import {Key} from './key.tsx';
import {ReasonKeys} from './reason-keys.tsx';

export function ReturnTerms({step}: {readonly step: Extract<ReturnStepView, {at: 'choosing' | 'giving'}>}) {
	const desk = useDesk();
	const words = desk.words.value.returns;
	const {returns} = desk;
	const isGiving = step.at === 'giving';
	return (
		<div class="return-terms">
			{!step.serverAsked && (
				<p class="not-found" role="status" data-testid="without-server">
					<Icon name="anchor" />
					<span>{words.withoutServer}</span>
				</p>
			)}
			<h2>{words.reason}</h2>
			<ReasonKeys
				reasons={words.reasons}
				chosen={returns.reason.value}
				disabled={isGiving}
				onChoose={reason => returns.chooseReason(reason, reason === words.mistake ? 'mistakes' : 'returns')}
			/>
			{returns.reason.value === words.mistake && <p data-testid="mistake-hint">{words.mistakeHint}</p>}
			<h2>{words.how}</h2>
			<div class="return-keys">
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
