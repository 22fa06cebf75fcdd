/** What the cashier may not do alone: what it is and why, the people who may, and a PIN or a badge of one of them. */
import type {ApprovalScreen as Question} from '../../api/approval-view.ts';
import type {SaleView} from '../../api/sale-view.ts';
import {useDesk} from '../desk-context.ts';
import {percent, zloty} from '../format.ts';
import {pinLengthMin} from '../models/login-desk.ts';
import {Entry} from '../parts/entry.tsx';
import {BackKey} from '../parts/entry-keys.tsx';
import {SaleFunctions} from '../parts/functions.tsx';
import {Key, MainKey} from '../parts/key.tsx';
import {Keypad} from '../parts/keypad.tsx';
import {Pager} from '../parts/pager.tsx';
import {Receipt} from '../parts/receipt.tsx';

interface ApprovalScreenProps {
	readonly sale: SaleView;
	readonly question: Question;
}

export function ApprovalScreen({sale, question}: ApprovalScreenProps) {
	const desk = useDesk();
	const words = desk.words.value;
	const {pin, approver} = desk.approval;
	const chosen = approver.value;
	const typed = pin.text.value;
	const hint = () => {
		if (chosen === undefined) return words.approval.choose;
		return chosen.byPin ? words.login.pin(chosen.name) : words.approval.showBadge(chosen.name);
	};
	return (
		<>
			<main class="work">
				<Receipt sale={sale} />
				<section class="side" role="alertdialog" aria-label={words.approval.title}>
					<div class="approval">
						<Matter question={question} />
						<Approvers approvers={question.approvers} />
					</div>
					<Entry
						hint={hint()}
						typed={
							<span class="dots" role="img" aria-label={words.login.pinDigits(typed.length)}>
								{'●'.repeat(typed.length)}
							</span>
						}
					>
						<BackKey onPress={() => desk.send({do: 'back'})} />
					</Entry>
					<Keypad
						entry={chosen?.byPin ? pin : undefined}
						doubleZero={false}
						onClear={() => pin.clear()}
						main={
							<MainKey
								face={words.approval.approve}
								small={amountText(question)}
								disabled={!chosen?.byPin || typed.length < pinLengthMin}
								onPress={() => desk.approval.approve()}
							/>
						}
					/>
				</section>
			</main>
			<SaleFunctions usable={false} />
		</>
	);
}

function Matter({question}: {readonly question: Question}) {
	const words = useDesk().words.value.approval;
	const {operation, cause, name, needsStrongProof} = question;
	const amount = amountText(question);
	return (
		<div class="approval-matter" data-testid="approval" data-operation={operation.of} data-cause={cause}>
			<h2>{words.what[operation.of]}</h2>
			{amount !== '' && <p class="figure">{amount}</p>}
			{name !== undefined && <p class="name">{name}</p>}
			<p>{words.why[cause]}</p>
			{needsStrongProof && <p>{words.strongOnly}</p>}
		</div>
	);
}

function amountText({operation}: Question): string {
	if (operation.of === 'discount') return `${percent(operation.percentHundredths)} · ${zloty(operation.amountGrosze)}`;
	return 'amountGrosze' in operation ? zloty(operation.amountGrosze) : '';
}

const approverCount = 6;

function Approvers({approvers}: Pick<Question, 'approvers'>) {
	const {approval, words} = useDesk();
	const isPaged = approvers.length > approverCount;
	const page = approval.pages.show(approvers, isPaged ? approverCount - 1 : approverCount);
	return (
		<div class="people">
			{page.items.map(person => {
				const [first, ...rest] = person.name.split(' ');
				// Two lines have room on a key.
				const initials = rest.map(part => ` ${part.slice(0, 1)}.`).join('');
				return (
					<Key
						key={person.id}
						testId={`approver-${person.id}`}
						kind="person"
						on={approval.approver.value?.id === person.id}
						onPress={() => approval.choose(person)}
					>
						{person.byPin ? first : `${first}${initials}`}
						<small>{person.byPin ? rest.join(' ') : words.value.approval.badgeOnly}</small>
					</Key>
				);
			})}
			{isPaged && <Pager name="approvers" page={page} pages={approval.pages} />}
		</div>
	);
}
