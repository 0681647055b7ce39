import asyncio
import unittest
from unittest import mock


class Account:
    def __init__(self, balance=0):
        self.balance = balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError('deposit must be positive')
        self.balance += amount
        return self.balance

    async def transfer(self, other, amount):
        await asyncio.sleep(0)
        if amount > self.balance:
            raise RuntimeError('not enough')
        self.balance -= amount
        other.deposit(amount)


class TestNumbers(unittest.TestCase):
    pass


def number_test(n):
    def test(self):
        self.assertEqual(sum(range(n)), n * (n - 1) // 2)
        self.assertAlmostEqual((n / 7) * 7, n, places=9)
    test.__doc__ = f'sum of the first {n}'
    return test


for n in range(25):
    setattr(TestNumbers, f'test_sum_{n:02}', number_test(n))


class TestAccount(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.log = []

    def setUp(self):
        self.a = Account(10)
        self.addCleanup(self.log.append, self._testMethodName)

    def test_deposit(self):
        self.assertEqual(self.a.deposit(5), 15)

    def test_wrong(self):
        with self.assertRaisesRegex(ValueError, 'positive') as caught:
            self.a.deposit(0)
        self.assertIn('deposit', str(caught.exception))

    def test_subtests(self):
        for i in range(1, 4):
            with self.subTest(i=i):
                self.assertGreater(self.a.deposit(i), 10)

    def test_mock(self):
        with mock.patch.object(Account, 'deposit', return_value=99) as d:
            self.assertEqual(self.a.deposit(1), 99)
        d.assert_called_once_with(1)

    def test_mock_spec(self):
        m = mock.create_autospec(Account)
        with self.assertRaises(TypeError):
            m(1, 2, 3)

    def test_logs(self):
        import logging
        with self.assertLogs('x', 'INFO') as seen:
            logging.getLogger('x').info('hi %d', 3)
        self.assertEqual(seen.output, ['INFO:x:hi 3'])

    def test_warns(self):
        import warnings
        with self.assertWarns(DeprecationWarning):
            warnings.warn('old', DeprecationWarning)

    def test_sequence(self):
        self.assertSequenceEqual([1, 2], (1, 2))
        self.assertCountEqual([1, 2, 2], [2, 1, 2])
        self.assertDictEqual({'a': 1}, dict(a=1))
        self.assertMultiLineEqual('a\nb', 'a\nb')

    @unittest.skip('not now')
    def test_skipped(self):
        self.fail()

    @unittest.skipIf(True, 'because')
    def test_skipped_too(self):
        self.fail()

    @unittest.expectedFailure
    def test_expected(self):
        self.assertEqual(1, 2)

    def test_fails(self):
        self.assertEqual({'a': [1, 2, 3], 'b': 'x' * 30}, {'a': [1, 2, 4], 'b': 'x' * 30})

    def test_fails_text(self):
        self.assertEqual('one\ntwo\nthree\n', 'one\n2\nthree\n', 'texts')

    def test_error(self):
        {}['missing']


class TestAsync(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.a, self.b = Account(10), Account()

    async def test_transfer(self):
        await self.a.transfer(self.b, 4)
        self.assertEqual((self.a.balance, self.b.balance), (6, 4))

    async def test_too_much(self):
        with self.assertRaises(RuntimeError):
            await self.a.transfer(self.b, 40)

    async def test_many(self):
        await asyncio.gather(*[self.a.transfer(self.b, 1) for _ in range(10)])
        self.assertEqual(self.b.balance, 10)

    async def test_timeout(self):
        with self.assertRaises(TimeoutError):
            async with asyncio.timeout(0.001):
                await asyncio.sleep(5)

    async def test_mock(self):
        m = mock.AsyncMock(side_effect=[1, 2])
        self.assertEqual([await m(), await m()], [1, 2])
        m.assert_awaited()

    async def test_context(self):
        class C:
            async def __aenter__(self):
                return 5

            async def __aexit__(self, *args):
                return None
        self.assertEqual(await self.enterAsyncContext(C()), 5)

    async def test_fails(self):
        await asyncio.sleep(0)
        self.assertTrue(self.b.balance)

    def test_plain(self):
        self.assertIsNotNone(self.a)

    async def test_groups(self):
        with self.assertRaises(ExceptionGroup) as caught:
            async with asyncio.TaskGroup() as g:
                g.create_task(self.a.transfer(self.b, 50))
        self.assertEqual(len(caught.exception.exceptions), 1)

    async def test_cleanup(self):
        async def later():
            self.assertEqual(self.a.balance, 10)
        self.addAsyncCleanup(later)


class TestDiff(unittest.TestCase):
    maxDiff = 60

    def test_long(self):
        self.assertEqual(list(range(40)), list(range(41)))


if __name__ == '__main__':
    import io
    import re
    out = io.StringIO()
    suite = unittest.defaultTestLoader.loadTestsFromModule(__import__('__main__'))
    result = unittest.TextTestRunner(out, verbosity=2).run(suite)
    text = re.sub(r'in \d+\.\d+s', 'in T', out.getvalue())
    text = re.sub(r'File "[^"]*[/\\](?=\w+\.py")', 'File "', text)
    # Below asyncio the runtimes differ.
    text = re.sub(r'(?m)^  File "(?:runners|base_events)\.py".*\n(?:    .*\n)+', '', text)
    print(re.sub(r', line \d+, in (?!test_)', ', line N, in ', text))
    print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), len(result.expectedFailures))
