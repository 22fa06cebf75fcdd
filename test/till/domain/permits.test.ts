import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {operations} from '../../../till/domain/approval.ts';
import {type Cashier, permissions} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {covers, mayApprove, type Operation, permit, proofsOf} from '../../../till/domain/permits.ts';

const person = (parts: Partial<Cashier>): Cashier => ({id: '1', name: 'Marek', pinHash: '', permissions: [], ...parts});
const zloty = (amount: number) => grosze(amount * 100);
const voidLine = (amount: number): Operation => ({of: 'void-line', amountGrosze: zloty(amount)});

test('what a permission allows is done alone up to the limit, and the grosz above it is not', t => {
	const marek = person({permissions: ['sell', 'void-line'], limits: {voidGroszeMax: 5000}});
	t.deepEqual(permit(marek, voidLine(50)), {is: 'allowed'});
	t.deepEqual(permit(marek, {of: 'void-line', amountGrosze: grosze(5001)}), {
		is: 'needs-approval',
		cause: 'limit',
		needsStrongProof: true,
	});
	t.like(permit(marek, {of: 'void-sale', amountGrosze: zloty(1)}), {cause: 'permission', needsStrongProof: false});
	t.like(permit(marek, {of: 'void-sale', amountGrosze: zloty(51)}), {cause: 'permission', needsStrongProof: true});
});

test('a discount has two limits, and either is enough to stop it', t => {
	const manager = person({
		permissions: ['manage'],
		limits: {discountPercentHundredthsMax: 1000, discountGroszeMax: 500},
	});
	const discount = (percentHundredths: number, amount: number): Operation => {
		return {of: 'discount', percentHundredths, amountGrosze: grosze(amount)};
	};
	t.is(permit(manager, discount(1000, 500)).is, 'allowed');
	t.like(permit(manager, discount(1001, 1)), {cause: 'limit'});
	t.like(permit(manager, discount(1, 501)), {cause: 'limit'});
});

test('whoever sells moves cash as before, and a limit of nothing asks somebody else for every grosz of one way', t => {
	const cash = (of: 'cash-in' | 'cash-out', amount: number): Operation => ({of, amountGrosze: zloty(amount)});
	t.is(permit(person({permissions: ['sell']}), cash('cash-out', 1000)).is, 'allowed');
	const limited = person({permissions: ['sell'], limits: {cashOutGroszeMax: 0}});
	t.is(permit(limited, cash('cash-in', 1000)).is, 'allowed');
	t.like(permit(limited, cash('cash-out', 1)), {cause: 'limit', needsStrongProof: true});
	t.false(mayApprove(limited, cash('cash-out', 1)));
	t.true(mayApprove(person({permissions: ['manage']}), cash('cash-out', 1)));
});

test('money by transfer is taken by who was given that, up to a limit of its own, or by who manages', t => {
	const transfer = (amount: number): Operation => ({of: 'take-transfer', amountGrosze: zloty(amount)});
	const seller = person({permissions: ['sell', 'void-line', 'void-sale', 'service']});
	t.like(permit(seller, transfer(1)), {cause: 'permission', needsStrongProof: false});
	t.false(mayApprove(seller, transfer(1)));
	const trusted = person({
		permissions: ['sell', 'take-transfer'],
		limits: {transferGroszeMax: 50_000, voidGroszeMax: 0},
	});
	t.is(permit(trusted, transfer(500)).is, 'allowed');
	t.like(permit(trusted, transfer(501)), {cause: 'limit', needsStrongProof: true});
	t.true(mayApprove(trusted, transfer(500)));
	t.false(mayApprove(trusted, transfer(501)));
	t.is(permit(person({permissions: ['manage']}), transfer(10_000)).is, 'allowed');
});

test('goods come back by two people, whoever takes them', t => {
	const manager = person({permissions: [...permissions]});
	t.like(permit(manager, {of: 'return', amountGrosze: zloty(1)}), {cause: 'two-people', needsStrongProof: false});
});

test('who is seventeen sells what is for adults with somebody of age, and alone from the birthday on', t => {
	const young = person({permissions: ['sell'], bornOn: '2008-11-24'});
	const onDay = (day: string): Operation => ({of: 'sell-age18', day});
	t.like(permit(young, onDay('2026-11-23')), {cause: 'age'});
	t.is(permit(young, onDay('2026-11-24')).is, 'allowed');
	t.is(permit(person({permissions: ['sell']}), onDay('2026-11-23')).is, 'allowed');
	t.false(mayApprove({...young, permissions: ['sell', 'manage']}, onDay('2026-11-23')));
	t.true(mayApprove(person({permissions: ['sell']}), onDay('2026-11-23')));
});

test('who approves may do it themselves or manages, and has limits of their own', t => {
	t.true(mayApprove(person({permissions: ['void-line']}), voidLine(1000)));
	t.true(mayApprove(person({permissions: ['manage']}), voidLine(1000)));
	t.false(mayApprove(person({permissions: ['sell', 'service']}), voidLine(1)));
	t.false(mayApprove(person({permissions: ['manage'], limits: {voidGroszeMax: 99_999}}), voidLine(1000)));
});

test('beyond a limit a PIN of four digits is not enough, one of six or a badge is', t => {
	t.deepEqual(proofsOf({}, true), {byPin: false, byBadge: false});
	t.deepEqual(proofsOf({}, false), {byPin: true, byBadge: false});
	t.deepEqual(proofsOf({pinLength: 6}, true), {byPin: true, byBadge: false});
	t.deepEqual(proofsOf({pinLength: 5, badge: '00'}, true), {byPin: false, byBadge: true});
});

test('an approval is good for what was asked and for less, and for nothing else', t => {
	t.true(covers(voidLine(10), voidLine(10)));
	t.true(covers(voidLine(10), voidLine(9)));
	t.false(covers(voidLine(10), voidLine(11)));
	t.false(covers(voidLine(10), {of: 'void-sale', amountGrosze: zloty(10)}));
	t.true(covers({of: 'open-drawer'}, {of: 'open-drawer'}));
});

const operation = fc.record({
	of: fc.constantFrom(...operations),
	amountGrosze: fc.nat(1_000_000).map(grosze),
	percentHundredths: fc.nat(9999),
	day: fc.constant('2026-11-23'),
}) as fc.Arbitrary<Operation>;
const anybody = fc
	.record(
		{
			permissions: fc.uniqueArray(fc.constantFrom(...permissions)),
			limits: fc.record(
				{
					voidGroszeMax: fc.nat(1_000_000),
					discountGroszeMax: fc.nat(1_000_000),
					returnGroszeMax: fc.nat(1_000_000),
					cashInGroszeMax: fc.nat(1_000_000),
					cashOutGroszeMax: fc.nat(1_000_000),
				},
				{requiredKeys: []},
			),
			bornOn: fc.constantFrom('1980-01-01', '2010-01-01'),
		},
		{requiredKeys: ['permissions']},
	)
	.map(parts => person(parts as Partial<Cashier>));

testProp('who may do something alone may approve it for somebody else', [anybody, operation], (t, cashier, wanted) => {
	t.true(permit(cashier, wanted).is === 'needs-approval' || mayApprove(cashier, wanted));
});

testProp(
	'one more permission and one limit less never take anything away',
	[anybody, operation],
	(t, cashier, wanted) => {
		const {limits: _none, ...unlimited} = {...cashier, permissions: [...permissions]};
		t.true(permit(cashier, wanted).is === 'needs-approval' || permit(unlimited, wanted).is === 'allowed');
		t.true(!mayApprove(cashier, wanted) || mayApprove(unlimited, wanted));
	},
);

test('from an amount that the shop sets nobody answers with a short PIN, limits or not', t => {
	const marek = person({permissions: ['sell']});
	const voids = {of: 'void-sale', amountGrosze: grosze(20_000)} as const;
	const shop = {strongProofFromGrosze: grosze(20_000)};
	t.like(permit(marek, voids), {cause: 'permission', needsStrongProof: false});
	t.like(permit(marek, voids, shop), {cause: 'permission', needsStrongProof: true});
	t.like(permit(marek, {...voids, amountGrosze: grosze(19_999)}, shop), {needsStrongProof: false});
	t.like(permit(marek, {of: 'confirm-clock'}, shop), {needsStrongProof: false});
});

test('a cashier may be given discounts, returns or typed weights without being made a manager, within limits', t => {
	const ola = person({
		permissions: ['sell', 'discount', 'return', 'type-weight'],
		limits: {discountPercentHundredthsMax: 500, discountGroszeMax: grosze(1000), returnGroszeMax: grosze(5000)},
	});
	const discount = {of: 'discount', amountGrosze: grosze(1000), percentHundredths: 500} as const;
	t.is(permit(ola, discount).is, 'allowed');
	t.like(permit(ola, {...discount, percentHundredths: 501}), {cause: 'limit'});
	t.like(permit(ola, {...discount, amountGrosze: grosze(1001)}), {cause: 'limit'});
	t.is(permit(ola, {of: 'type-weight', amountGrosze: grosze(900)}).is, 'allowed');
	t.like(permit(ola, {of: 'return', amountGrosze: grosze(900)}), {cause: 'two-people'});
	t.true(mayApprove(ola, {of: 'return', amountGrosze: grosze(5000)}));
	t.false(mayApprove(ola, {of: 'return', amountGrosze: grosze(5001)}));
	t.like(permit(person({permissions: ['sell']}), discount), {cause: 'permission'});
});
