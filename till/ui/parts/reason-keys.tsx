/** Why something is done: one of the reasons that the shop has words for. */
import {Key} from './key.tsx';

export interface ReasonKeysProps {
	readonly reasons: readonly string[];
	readonly chosen: string | undefined;
	readonly disabled?: boolean;
	readonly onChoose: (reason: string) => void;
}

export function ReasonKeys({reasons, chosen, disabled = false, onChoose}: ReasonKeysProps) {
	return (
		<div class="return-keys">
			{reasons.map((reason, index) => (
				<Key
					key={reason}
					testId={`reason-${index + 1}`}
					kind="op"
					disabled={disabled}
					on={chosen === reason}
					onPress={() => onChoose(reason)}
				>
					{reason}
				</Key>
			))}
		</div>
	);
}
